/** Request a race from the server. */

const LONG = 202;

/**
 * @param {string} app  its address
 * @param {import("../types.js").RaceLink | import("./race-source.js").Question} question
 * @param {AbortSignal} [signal]  ends the request
 * @returns {Promise<Uint8Array | Response>}  payload; a response that ./long-race.js reads if the race takes long
 */
export async function askRace(app, question, signal) {
  const answer = await fetch(new URL("ravine/race", app), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(question),
    signal,
  });
  if (answer.status === LONG) return answer;
  if (!answer.ok) throw refusal(answer.status, await answer.text());
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * @param {number} status
 * @param {string} body
 * @returns {Error & {sentence?: string}}  sentence: what the server has to tell the visitor
 */
function refusal(status, body) {
  let sentence;
  try {
    sentence = JSON.parse(body).text;
  } catch {
    // Plain text, or the page of a proxy.
  }
  return Object.assign(new Error(`${status} ${body}`), { sentence });
}
