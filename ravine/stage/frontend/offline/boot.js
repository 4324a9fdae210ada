/**
 * First script of the offline page, and the only one that stands in it as it is: unpacks the others and the race, and
 * gives each module an address of its own.
 */

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * What lies in a block of the page.
 * @param {string} id
 */
async function read(id) {
  const bytes = Uint8Array.from(atob(element(id).textContent.trim()), (c) => c.charCodeAt(0));
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // not compressed: the browser that wrote it could not
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} id */
async function readJson(id) {
  return JSON.parse(new TextDecoder().decode(await read(id)));
}

/** @param {string} text  of a module */
const address = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

async function start() {
  const [code, page, race] = await Promise.all([
    readJson("rv-code"),
    readJson("rv-page"),
    read("rv-race"),
  ]);
  const sheet = document.createElement("style");
  sheet.textContent = code.sheet;
  document.head.append(sheet);
  const arithmetic = address(code.arithmetic);
  const unit = (/** @type {string} */ text) =>
    address(text.replaceAll("./vecmath.js", () => arithmetic));
  const modules = {
    engine: address(code.engine),
    worker: address(code.worker),
    rules: unit(code.rules),
    surface: page.surface && unit(page.surface),
  };
  const { open } = await import(address(code.player));
  open(element("rv-stage"), { race, page, modules });
}

start().catch((error) => {
  element("rv-unable").hidden = false;
  console.error("ravine:", error);
});
