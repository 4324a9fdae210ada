/**
 * What films of a race are encoded with, as one ES module: `node build.js TARGET`.
 * MP4 and WebM are mediabunny's, over the browser's own codecs; GIF is gifenc's. Only what the stage calls is in it.
 */

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const CALLED = {
  mediabunny: [
    "BufferTarget",
    "CanvasSource",
    "Mp4OutputFormat",
    "Output",
    "Quality",
    "WebMOutputFormat",
    "canEncodeVideo",
  ],
  gifenc: ["GIFEncoder", "quantize"],
};
const COPYRIGHT = {
  mediabunny: "Copyright (c) Vanilagy and contributors; source: github.com/Vanilagy/mediabunny",
  gifenc: "Copyright (c) Matt DesLauriers",
};
const here = dirname(fileURLToPath(import.meta.url));
const [target] = process.argv.slice(2);
if (!target) {
  console.error("node build.js TARGET");
  process.exit(1);
}

const { resolve: found } = createRequire(import.meta.url);
const folder = (name) => found(name).replace(/(.*node_modules\/[^/]+)\/.*/, "$1");
const banner = async (name) => {
  const { version, license } = JSON.parse(await readFile(`${folder(name)}/package.json`, "utf8"));
  return `${name} v${version}, ${license}. ${COPYRIGHT[name]}.`;
};
const banners = await Promise.all(Object.keys(CALLED).map(banner));
const { outputFiles } = await build({
  stdin: {
    contents: Object.entries(CALLED)
      .map(([name, called]) => `export { ${called} } from "${name}";`)
      .join("\n"),
    resolveDir: here,
  },
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  write: false,
  banner: { js: `/* ravine film. ${banners.join(" ")} */` },
});
await mkdir(dirname(resolve(target)), { recursive: true });
// Beside, then renamed: a server that starts meanwhile reads a whole file or none.
await writeFile(`${target}.part`, outputFiles[0].contents);
await rename(`${target}.part`, target);
console.log(`${target}: ${banners.join(" ")} ${outputFiles[0].contents.length} bytes`);
