/**
 * plotly.js with the traces that the stage draws: `node build.js TARGET VERSION`.
 * Fails if the pinned plotly.js is not VERSION, the one that the installed Python package carries.
 */

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// What 3-D needs runs when it is wanted, and not before the first race can be drawn: 0.2 s.
const FLAT = ["contour", "heatmap", "scatter"];
const THREE = ["scatter3d", "surface"];
const TRACES = [...FLAT, ...THREE];
const here = dirname(fileURLToPath(import.meta.url));
const [target, wanted] = process.argv.slice(2);
const plotly = dirname(createRequire(import.meta.url).resolve("plotly.js/package.json"));
const { version } = JSON.parse(await readFile(`${plotly}/package.json`, "utf8"));
if (!target || version !== wanted) {
  console.error(`plotly.js ${version} is pinned, ${wanted ?? "no version"} is asked for`);
  process.exit(1);
}

const required = (traces) => traces.map((trace) => `require("plotly.js/lib/${trace}")`);
const { outputFiles } = await build({
  stdin: {
    contents: `const Plotly = require("plotly.js/lib/core");
      Plotly.register([${required(FLAT)}]);
      Plotly.registerThree = () => Plotly.register([${required(THREE)}]);
      module.exports = Plotly;`,
    resolveDir: here,
  },
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2020",
  loader: { ".css": "empty" }, // for maps, which are not in it
  define: { global: "window", "define.amd": "false" },
  legalComments: "none",
  write: false,
  banner: {
    js: `/* plotly.js v${version}, ${TRACES.join(" ")}. Copyright Plotly, Inc. MIT license. */`,
  },
  footer: { js: "window.Plotly = Plotly;" },
});
await mkdir(dirname(resolve(target)), { recursive: true });
// Beside, then renamed: a server that starts meanwhile reads a whole file or none.
await writeFile(`${target}.part`, outputFiles[0].contents);
await rename(`${target}.part`, target);
console.log(
  `${target}: plotly.js ${version} with ${TRACES.join(", ")}, ${outputFiles[0].contents.length} bytes`,
);
