/** Events of the document, between the stage and what stands around it: bundles of their own. */

/** A lost connection to the server is back. */
export const RECONNECTED = "ravine:reconnected";
/** `detail`: whether what the visitor has set is unanswered for long. */
export const UNANSWERED = "ravine:unanswered";
/** The settings of a racer are to be brought into sight. */
export const SETTINGS = "ravine:settings";
/** Where the page has them. */
export const SETTINGS_PLACE = ".st-key-settings-of";
