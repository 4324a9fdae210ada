/** Request a race, a map of one, or what it can be taken away as, from the server. */

/** @typedef {import("../types.js").RaceLink & {kind: "rate" | "plane" | "basins" | "fair", page: string}} MapQuestion
 *   page: a name that this page has given itself; its newer question ends the older one */

const LONG = 202;

/**
 * @param {string} app  its address
 * @param {import("../types.js").RaceLink | import("./race-source.js").Question} question
 * @param {AbortSignal} [signal]  ends the request
 * @returns {Promise<Uint8Array | Response>}  payload; a response that ./long-race.js reads if the race takes long
 */
export async function askRace(app, question, signal) {
  const answer = await post(new URL("ravine/race", app), question, signal);
  if (answer.status === LONG) return answer;
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * @param {string} app  its address
 * @param {MapQuestion} question
 * @param {AbortSignal} signal  ends the request
 * @returns {Promise<ReadableStream<Uint8Array>>}  what ./map-answer.js reads
 */
export async function askMap(app, question, signal) {
  const { body } = await post(new URL("ravine/map", app), question, signal);
  if (!body) throw new Error("the answer is empty");
  return body;
}

/**
 * @param {string} app  its address
 * @param {object} question  as ravine/server/take_away.py reads it
 * @param {AbortSignal} [signal]  ends the request
 */
export function askTake(app, question, signal) {
  return post(new URL("ravine/take", app), question, signal);
}

/**
 * @param {URL} address
 * @param {object} question
 * @param {AbortSignal} [signal]
 */
async function post(address, question, signal) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(question),
    signal,
  });
  if (!answer.ok) throw refusal(answer.status, await answer.text());
  return answer;
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
