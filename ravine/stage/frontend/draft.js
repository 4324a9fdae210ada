/** While something is dragged the server is asked for a race by its link, past the session. */

/**
 * @param {string} query  link of what is shown
 * @param {import("./types.js").Message} message  what the visitor is changing
 * @returns {string}  link of what should be shown
 */
export function amend(query, { lr = {}, start }) {
  const link = new URLSearchParams(query);
  for (const [key, rate] of Object.entries(lr)) link.set(`${key}.lr`, String(rate));
  if (start) link.set("start", start.join(","));
  return link.toString();
}
