/**
 * Button of the gallery in the sidebar (Streamlit component v2). Streamlit calls it on every data change with the same
 * parentElement. The dialog is loaded when a visitor first points at the button, and kept.
 */

/**
 * @typedef {{folder: string, lang: string, surface: string, name: string, label: string,
 *   family: string}} Shown
 * @typedef {{shown: Shown, tell: (key: string) => void, opened: () => void,
 *   dialog: Promise<any> | null, asked: string, draw: () => void}} Here
 */

/** @type {WeakMap<Element, Here>} */
const openers = new WeakMap();

/** @param {{data: Shown, parentElement: HTMLElement, setStateValue: (name: string, value: any) => void,
 *   setTriggerValue: (name: string, value: any) => void}} component */
export default function opener({ data, parentElement, setStateValue, setTriggerValue }) {
  const here = openers.get(parentElement) ?? build(parentElement, data);
  here.shown = data;
  here.tell = (key) => setTriggerValue("choice", key); // an older one no longer works
  here.opened = () => setStateValue("opened", true);
  here.draw();
  return () => {
    openers.delete(parentElement);
    parentElement.querySelector(".rg")?.remove();
  };
}

/** @type {(parent: HTMLElement, shown: Shown) => Here} */
function build(parent, shown) {
  const root = document.createElement("div");
  root.className = "rg";
  root.innerHTML = `<p class="rg-label" id="rg-label"></p>
    <button type="button" class="rg-opener" aria-haspopup="dialog" aria-labelledby="rg-label rg-name rg-family">
      <span class="rg-picture"><img alt="" width="56" height="56"></span>
      <span class="rg-said"><span id="rg-name"></span> <small id="rg-family"></small></span>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z"/></svg>
    </button>`;
  parent.append(root);
  const find = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (root.querySelector(selector));
  const button = find("button");
  const image = /** @type {HTMLImageElement} */ (find("img"));

  /** @type {Here} */
  const here = {
    shown,
    tell: () => {},
    opened: () => {},
    dialog: null,
    asked: "",
    draw() {
      const { label, name, family, surface } = here.shown;
      find(".rg-label").textContent = label;
      find("#rg-name").textContent = name;
      find("small").textContent = family;
      const address = picture(here, root, surface);
      if (image.src !== address) image.src = address;
    },
  };
  openers.set(parent, here);
  const fetchDialog = () => dialogOf(here, root);
  button.addEventListener("pointerenter", fetchDialog);
  button.addEventListener("focus", fetchDialog);
  button.addEventListener("click", async () => {
    const dialog = await fetchDialog();
    // Typesetting the formulas keeps the browser busy: load the pictures first.
    await dialog.open(here.shown.surface);
    here.opened();
  });
  // The background colour has a transition, which starts when the theme changes.
  button.addEventListener("transitionend", (event) => {
    if (event.propertyName === "background-color") here.draw();
  });
  return here;
}

/**
 * The dialog in the page's language.
 * @param {Here} here
 * @param {HTMLElement} root
 */
function dialogOf(here, root) {
  const { folder, lang } = here.shown;
  if (here.dialog && here.asked === lang) return here.dialog;
  const [base, before] = [address(folder), here.dialog];
  here.asked = lang;
  here.dialog = Promise.all([
    import(`${base}dialog.js`),
    fetch(`${base}${lang}.json`).then((answer) => answer.json()),
    before,
  ]).then(([{ createDialog }, catalogue, old]) => {
    old?.destroy();
    return createDialog(root, catalogue, {
      picture: (/** @type {string} */ key) => picture(here, root, key),
      choose: (/** @type {string} */ key) => here.tell(key),
    });
  });
  here.dialog.catch(() => {
    here.dialog = null; // a lost connection: the next click tries again
  });
  return here.dialog;
}

/**
 * @param {Here} here
 * @param {HTMLElement} root
 * @param {string} key
 */
function picture({ shown }, root, key) {
  return `${address(shown.folder)}${key}-${dark(root) ? "dark" : "light"}.png`;
}

/** @param {string} folder */
function address(folder) {
  return new URL(folder, `${import.meta.url.split("/_stcore/")[0]}/`).href;
}

/** @param {HTMLElement} root */
function dark(root) {
  const button = /** @type {HTMLElement} */ (root.querySelector(".rg-opener"));
  const color = getComputedStyle(button).color.match(/[\d.]+/g) ?? [];
  const [r, g, b] = color.map(Number);
  return r + g + b > 1.5 * 255; // light letters stand on a dark page
}
