/** Request a race from the server. */

/**
 * @param {string} app  its address
 * @param {import("../types.js").RaceLink | import("./race-source.js").Question} question
 * @returns {Promise<Uint8Array>}  payload
 */
export async function askRace(app, question) {
  const answer = await fetch(new URL("ravine/race", app), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(question),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return new Uint8Array(await answer.arrayBuffer());
}
