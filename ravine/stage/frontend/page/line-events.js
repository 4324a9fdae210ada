/** Events of the document about the connection: the stage and the line that speaks of it are bundles of their own. */

/** A lost connection to the server is back. */
export const RECONNECTED = "ravine:reconnected";
/** `detail`: whether what the visitor has set is unanswered for long. */
export const UNANSWERED = "ravine:unanswered";
