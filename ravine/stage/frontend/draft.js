/** While something is dragged the server is asked for a race by its link, past the session. */

/** @typedef {import("./types.js").Message} Message */
/** @typedef {{seq: number, have: string[], query: string, file: string, lang: string}} Request */
/** @typedef {(request: Request) => Promise<Uint8Array>} Draft */

/**
 * @param {string} query  link of what is shown
 * @param {Message} message  what the visitor is changing
 * @returns {string}  link of what should be shown
 */
export function amend(query, { lr = {}, start, batch }) {
  const link = new URLSearchParams(query);
  for (const [key, rate] of Object.entries(lr)) link.set(`${key}.lr`, String(rate));
  if (start) link.set("start", start.join(","));
  if (batch !== undefined) link.set("batch", String(batch));
  return link.toString();
}

/**
 * Each message on the quickest road that may take it.
 * @param {(message: Message) => void} emit  to the session
 * @param {Draft | null} draft
 * @param {{header: () => import("./types.js").Header | undefined,
 *   update: (bytes: Uint8Array) => void}} player
 * @returns {(message: Message) => void}
 */
export function createRoads(emit, draft, { header, update }) {
  return (message) => {
    const { seq, have, final, view, step } = message;
    const shown = header();
    // Only the session keeps a view and a step; a draft would acknowledge them and forget.
    if (final || view || step !== undefined || !draft || !shown) return emit(message);
    const query = amend(shown.query, message);
    draft({ seq, have, query, file: shown.samples?.file ?? "", lang: shown.lang }).then(
      update,
      () => emit(message),
    );
  };
}
