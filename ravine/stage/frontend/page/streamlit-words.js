/**
 * Say Streamlit's own words in the page's language, and how the connection is.
 *
 * Streamlit 1.67 speaks English alone, tells visitors of a lost connection to restart it in their terminal, and names
 * controls for screen readers with the LaTeX of their labels. The only place that knows its words.
 */

import { RECONNECTED, UNANSWERED } from "./page-events.js";
import { readyFields } from "./typed-fields.js";

// Its words by the keys of ours (streamlit-… in ravine/words); {what} stands for any text.
const ENGLISH = {
  "main-menu": "Main menu",
  sidebar: "Sidebar",
  "collapse-sidebar": "Collapse sidebar",
  "expand-sidebar": "Expand sidebar",
  notifications: "Notifications",
  theme: "Theme",
  system: "System",
  light: "Light",
  dark: "Dark",
  rerun: "Rerun",
  print: "Print",
  "copy-version": "Copy version to clipboard",
  about: "About",
  stop: "Stop",
  running: "Running...",
  wait: "Please wait...",
  connecting: "Connecting",
  "connecting-to": "Connecting to Streamlit server",
  unreachable: "Unable to connect to Streamlit server",
  error: "Error",
  open: "Open",
  close: "Close",
  clear: "Clear value",
  "clear-all": "Clear all",
  "select-all": "Select all",
  "no-results": "No results",
  "no-options": "No options to select",
  skip: "Skip to main content",
  "choose-options": "Choose options",
  "choose-option": "Choose an option",
  increment: "Increment",
  decrement: "Decrement",
  help: "Help",
  "help-for": "Help for {what}",
  "press-enter": "Press Enter to apply",
  "press-keys": "Press {what}+Enter to apply",
  upload: "Upload",
  "add-files": "Add files",
  "file-upload": "file upload",
  "drop-file": "Drag and drop a file here",
  "per-file": "{what} per file",
  "per-file-of": "{what} per file • {types}",
  "remove-file": "Remove {what}",
  "no-such-files": "{what} files are not allowed.",
  "file-too-large": "File must be {what} or smaller.",
  "closed-line": "Connection lost. Please wait for the app to reconnect, then try again.",
};
const PATTERNS = Object.entries(ENGLISH).map(([key, text]) => ({ key, pattern: patternOf(text) }));
const NAMES = ["aria-label", "title", "placeholder"];
// In these nothing is Streamlit's: our stage, and names of the visitor's files.
const NOT_ITS = ".ravine, .rv-first, .rv-line, [data-testid='stFileChipName'], script, style";
// Texts in these are ours too, but for those on the button of a field for a file.
const MARKDOWN = "[data-testid='stMarkdownContainer'], [data-testid='stText']";
const BUTTON = "[data-testid='stFileUploaderDropzone'] button";
const FORMULA = /\s*\$[^$]+\$/g;
const STATE = "data-test-connection-state";
const RUN = "data-test-script-state";
// Short waits are not worth a word.
const PATIENCE = 1500; // ms
const SLOW = 4000; // ms
const GLAD = 4000; // ms for which it is said that the connection is back

/** @typedef {Record<string, string>} Sentences  by key, in one language */

/** @param {string} text */
function patternOf(text) {
  const [first, ...rest] = text
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${first}${rest.map((part) => `(.+?)${part}`).join("")}$`, "s");
}

/**
 * Streamlit's text in the words of `sentences`, without formulas; a text that is not Streamlit's stays as it is.
 * @param {string} text
 * @param {Sentences} sentences
 */
export function translate(text, sentences) {
  const plain = text.replace(FORMULA, "").trim() || text.replace(/[$\\{}^_]+/g, " ").trim();
  for (const { key, pattern } of PATTERNS) {
    const found = pattern.exec(plain);
    if (!found || !sentences[key]) continue;
    const [what, types = ""] = found.slice(1);
    return sentences[key].replace("{what}", () => what).replace("{types}", () => types);
  }
  return plain;
}

/**
 * @param {Document} page
 * @returns {(() => void) | null}  ends it; null: the page has no words for Streamlit's
 */
export function speakForStreamlit(page) {
  const source = page.getElementById("ravine-words");
  if (!source?.textContent) return null;
  /** @type {Record<string, Sentences>} */
  const words = JSON.parse(source.textContent);
  page.documentElement.lang = language(words, location.search, navigator.language);
  /** @type {Map<Node, Map<string, {original: string, written: string}>>} */
  const spoken = new Map();
  const say = () => words[page.documentElement.lang] ?? words.en;
  const line = createLine(page, say);

  /** @type {(node: Node, name: string, now: string | null, put: (text: string) => void) => void} */
  function replace(node, name, now, put) {
    if (!now?.trim()) return;
    const before = spoken.get(node)?.get(name);
    const original = before?.written === now ? before.original : now;
    const written = translate(original, say());
    if (written === original && !before) return;
    if (!spoken.has(node)) spoken.set(node, new Map());
    spoken.get(node)?.set(name, { original, written });
    if (written !== now) put(written);
  }

  /** @param {Element} element */
  function rename(element) {
    if (element.closest(NOT_ITS)) return;
    for (const name of NAMES) {
      replace(element, name, element.getAttribute(name), (text) =>
        element.setAttribute(name, text),
      );
    }
  }

  /** @param {Node} node */
  function reword(node) {
    const around = node.parentElement;
    if (!around || around.closest(NOT_ITS)) return;
    if (around.closest(MARKDOWN) && !around.closest(BUTTON)) return;
    if (node.nodeValue !== node.nodeValue?.replace(FORMULA, "")) return; // a visitor's dollars
    replace(node, "", node.nodeValue, (text) => {
      node.nodeValue = text;
    });
  }

  /** @param {Node} root */
  function visit(root) {
    if (root.nodeType === Node.TEXT_NODE) reword(root);
    if (!(root instanceof Element) || root.closest(NOT_ITS)) return;
    rename(root);
    for (const element of root.querySelectorAll(NAMES.map((name) => `[${name}]`).join()))
      rename(element);
    const texts = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) reword(text);
    leaveDialog(root);
    readyFields(root);
  }

  function again() {
    for (const node of spoken.keys()) if (!node.isConnected) spoken.delete(node);
    visit(page.body);
    line.speak();
  }

  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "childList") for (const node of addedNodes) visit(node);
      else if (target instanceof Element) {
        rename(target);
      }
    }
    line.follow(page.querySelector(".stApp"));
  });
  observer.observe(page.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: [...NAMES, STATE, RUN],
  });
  const tongue = new MutationObserver(again);
  tongue.observe(page.documentElement, { attributes: true, attributeFilter: ["lang"] });
  visit(page.body);
  line.follow(page.querySelector(".stApp"));
  return () => {
    observer.disconnect();
    tongue.disconnect();
    line.end();
  };
}

/**
 * The language that the server will choose too.
 * @type {(words: Record<string, Sentences>, search: string, browser: string) => string}
 */
export function language(words, search, browser) {
  const wishes = [new URLSearchParams(search).get("lang") ?? "", browser];
  const keys = wishes.map((wish) => wish.replace("_", "-").split("-")[0].toLowerCase());
  return keys.find((key) => Object.hasOwn(words, key)) ?? "en";
}

/** Close Streamlit's dialog about a lost connection: it is said in a line, and the stage goes on. @param {Element} root */
function leaveDialog(root) {
  const dialog = root.matches("[role=dialog]") ? root : root.querySelector("[role=dialog]");
  if (!dialog?.textContent?.startsWith("Connection error")) return;
  /** @type {HTMLElement | null} */ (dialog.querySelector("button"))?.click();
}

/**
 * How the connection is: what Streamlit's attributes say.
 * @param {string | null} connection
 * @param {string | null} run  of the script
 * @param {boolean} before  whether there has been a connection
 * @param {boolean} [unanswered]  whether the stage waits for long
 * @returns {"" | "first" | "lost" | "slow"}
 */
export function condition(connection, run, before, unanswered = false) {
  if (connection !== "CONNECTED") return before ? "lost" : "first";
  return run === "notRunning" && !unanswered ? "" : before ? "slow" : "first";
}

/** @type {(page: Document, say: () => Sentences) => any} */
function createLine(page, say) {
  const text = page.createElement("p");
  const box = page.createElement("div");
  box.className = "rv-line";
  box.role = "status";
  box.hidden = true;
  box.append(text);
  page.body.append(box);
  /** @type {ReturnType<typeof condition> | null} */
  let now = null;
  /** @type {ReturnType<typeof condition> | "back"} */
  let shown = "";
  let before = false;
  let unanswered = false;
  /** @type {any} */
  let timer = null;

  /** @param {typeof shown} key */
  function show(key) {
    shown = key;
    text.textContent = key ? (say()[`line-${key}`] ?? "") : "";
    box.hidden = !key;
  }

  /** @param {number} ms */
  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => show(now ?? ""), ms);
  }

  function hear(/** @type {Event} */ event) {
    unanswered = /** @type {CustomEvent<boolean>} */ (event).detail;
    line.follow(page.querySelector(".stApp"));
  }
  page.addEventListener(UNANSWERED, hear);

  const line = {
    /** @param {Element | null} app  Streamlit's, which has the attributes */
    follow(app) {
      const connection = app?.getAttribute(STATE) ?? null;
      const run = app?.getAttribute(RUN) ?? null;
      const next = condition(connection, run, before, unanswered);
      before ||= connection === "CONNECTED" && run === "notRunning";
      if (next === now) return;
      const was = now;
      now = next;
      if (was === "lost") page.dispatchEvent(new Event(RECONNECTED));
      if (shown === "lost" && next !== "lost") show("back");
      if (shown === "back" && next !== "lost") later(GLAD);
      else if (next) later(next === "slow" ? SLOW : PATIENCE);
      else later(0);
    },
    speak: () => show(shown),
    end() {
      clearTimeout(timer);
      page.removeEventListener(UNANSWERED, hear);
      box.remove();
    },
  };
  return line;
}
