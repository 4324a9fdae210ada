/** Gallery: a modal dialog with a card for every surface. The browser keeps focus within it. */

/**
 * @typedef {{key: string, name: string, story: string}} Entry
 * @typedef {{families: {name: string, surfaces: Entry[]}[],
 *   words: {title: string, find: string, chosen: string, close: string, help: string, found: string[]}}} Catalogue
 */

const FORMULAS = ".st-key-gallery-formulas li";

/**
 * @param {HTMLElement} root
 * @param {Catalogue} catalogue
 * @param {{picture: (key: string) => string, choose: (key: string) => void}} page
 */
export function createDialog(root, { families, words }, page) {
  const dialog = element("dialog", "rg-dialog");
  dialog.setAttribute("aria-labelledby", "rg-title");
  dialog.innerHTML = `<header><h2 id="rg-title"></h2><p class="rg-help"></p>
    <input type="search" autocomplete="off" spellcheck="false">
    <button type="button" class="rg-close">×</button></header>
    <div class="rg-cards"></div><p class="rg-found" role="status"></p>
    <footer><div class="rg-text"><strong></strong><p id="rg-story"></p></div><div class="rg-formula"></div></footer>`;
  const find = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (dialog.querySelector(selector));
  const field = /** @type {HTMLInputElement} */ (find("input"));
  find("h2").textContent = words.title;
  find(".rg-help").textContent = words.help;
  field.placeholder = words.find;
  field.setAttribute("aria-label", words.find);
  find(".rg-close").setAttribute("aria-label", words.close);

  const sections = families.map((family, i) => section(family, i, words.chosen));
  find(".rg-cards").append(...sections.map(({ box }) => box));
  const cards = sections.flatMap((family) => family.cards);
  root.append(dialog);

  /** @type {typeof cards[number] | null} */
  let described = null;
  const formulas = new MutationObserver(showFormula);

  function showFormula() {
    const place = find(".rg-formula");
    const set = described && document.querySelectorAll(FORMULAS)[cards.indexOf(described)];
    const formula = set?.querySelector(".katex");
    if (formula && place.dataset.key !== described?.entry.key) {
      place.replaceChildren(formula.cloneNode(true));
      place.dataset.key = described?.entry.key;
    }
  }

  /** @param {typeof cards[number]} card  the card to describe, and to which Tab returns */
  function describe(card) {
    if (described === card) return;
    described = card;
    find("strong").textContent = card.entry.name;
    find("#rg-story").textContent = card.entry.story;
    find(".rg-formula").replaceChildren();
    delete find(".rg-formula").dataset.key;
    showFormula();
  }

  /** @param {typeof cards[number] | undefined} card */
  function rove(card) {
    for (const other of cards) other.button.tabIndex = other === card ? 0 : -1;
  }

  const visible = () => cards.filter(({ button }) => !button.hidden);

  function filter() {
    const asked = plain(field.value);
    for (const card of cards) card.button.hidden = !card.text.includes(asked);
    for (const { box, cards: own } of sections) box.hidden = own.every((c) => c.button.hidden);
    const left = visible();
    rove(left.find(({ button }) => button.ariaCurrent === "true") ?? left[0]);
    if (asked && left.length) describe(left[0]);
    find(".rg-found").textContent = asked ? words.found[left.length] : "";
  }

  /** @param {string} key */
  function choose(key) {
    const same = cards.some(({ button, entry }) => entry.key === key && button.ariaCurrent);
    dialog.close(key); // the page asks the dialog what was chosen
    if (!same) page.choose(key);
  }

  for (const card of cards) {
    card.button.addEventListener("click", () => choose(card.entry.key));
    card.button.addEventListener("pointerenter", () => describe(card));
    card.button.addEventListener("focus", () => {
      describe(card);
      rove(card);
    });
  }
  field.addEventListener("input", filter);
  find(".rg-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => formulas.disconnect());
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the page has shortcuts for letters and the space bar
    const left = visible();
    if (event.target === field) {
      if (event.key === "ArrowDown") left[0]?.button.focus();
      else if (event.key === "Enter" && field.value && left.length) choose(left[0].entry.key);
      else return;
    } else {
      const boxes = left.map(({ button }) => button.getBoundingClientRect());
      const from = left.findIndex(({ button }) => button === document.activeElement);
      const to = from < 0 ? -1 : neighbour(boxes, from, event.key);
      if (to === -1) {
        const letter = event.key.length === 1 && event.key !== " ";
        if (letter && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
        return;
      }
      left[to].button.focus();
    }
    event.preventDefault();
  });

  return {
    /**
     * Resolve when the visible pictures are loaded or have failed.
     * @param {string} surface  the current one
     */
    async open(surface) {
      if (dialog.open) return;
      field.value = "";
      for (const { button, entry, image } of cards) {
        button.ariaCurrent = entry.key === surface ? "true" : null;
        const address = page.picture(entry.key);
        if (image.src !== address) image.src = address;
      }
      dialog.returnValue = "";
      filter();
      formulas.observe(document.body, { childList: true, subtree: true });
      dialog.showModal();
      const now = cards.find(({ entry }) => entry.key === surface);
      if (now) describe(now);
      // On a touch screen a focused field would open the keyboard over the pictures.
      (matchMedia("(pointer: coarse)").matches ? now?.button : field)?.focus();
      const sight = cards.filter(({ image }) => image.getBoundingClientRect().top < innerHeight);
      await Promise.allSettled(sight.map(({ image }) => image.decode()));
    },

    destroy() {
      formulas.disconnect();
      dialog.remove();
    },
  };
}

/**
 * Target of an arrow key among boxes in rows; -1: another key.
 * @param {{left: number, top: number, width: number}[]} boxes  in reading order
 * @param {number} from
 * @param {string} key
 */
export function neighbour(boxes, from, key) {
  const last = boxes.length - 1;
  if (key === "ArrowRight") return Math.min(from + 1, last);
  if (key === "ArrowLeft") return Math.max(from - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key !== "ArrowDown" && key !== "ArrowUp") return -1;
  const here = boxes[from];
  const down = key === "ArrowDown";
  const beyond = boxes.filter((box) => (down ? box.top > here.top + 1 : box.top < here.top - 1));
  const tops = beyond.map((box) => box.top);
  const row = down ? Math.min(...tops) : Math.max(...tops);
  const inRow = beyond.filter((box) => Math.abs(box.top - row) <= 1);
  const away = (/** @type {typeof here} */ box) => Math.abs(box.left - here.left);
  return inRow.length ? boxes.indexOf(inRow.reduce((a, b) => (away(b) < away(a) ? b : a))) : from;
}

/**
 * Text for comparison: lower case without accents.
 * @param {string} text
 */
export function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[-_–\s]+/g, " ")
    .trim();
}

/**
 * @param {Catalogue["families"][number]} family
 * @param {number} number
 * @param {string} chosen
 */
function section({ name, surfaces }, number, chosen) {
  const box = element("section", "rg-family");
  const title = element("h3", "");
  title.id = `rg-family-${number}`;
  title.textContent = name;
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", title.id);
  const cards = surfaces.map((entry) => card(entry, name, chosen));
  box.style.setProperty("--cards", `${cards.length}`);
  box.append(title, ...cards.map(({ button }) => button));
  return { box, cards };
}

/**
 * @param {Entry} entry
 * @param {string} family
 * @param {string} chosen
 */
function card(entry, family, chosen) {
  const button = element("button", "rg-card");
  button.type = "button";
  button.dataset.key = entry.key;
  button.setAttribute("aria-describedby", "rg-story");
  const image = element("img", "");
  image.alt = "";
  image.loading = "lazy"; // the picture of a surface over data may take a while
  image.decoding = "async";
  const name = element("span", "rg-name");
  name.textContent = entry.name;
  const mark = element("span", "rg-mark");
  mark.textContent = chosen;
  button.append(image, name, mark);
  const text = plain([entry.name, entry.key, family].join(" "));
  return { button, image, entry, text };
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} name
 */
function element(tag, name) {
  const created = document.createElement(tag);
  created.className = name;
  return created;
}
