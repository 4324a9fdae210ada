import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createSvgPen } from "../../ravine/stage/frontend/flat/svg-pen.js";
import { arrange, rowsOf, suitableHeight } from "../../ravine/stage/frontend/print/arrange.js";
import { createFigure } from "../../ravine/stage/frontend/print/figure.js";
import { presetsOf, sheetTheme, vectorSize } from "../../ravine/stage/frontend/print/sheets.js";
import { createRecordedPen } from "./recorded-pen.js";

const PAGE = { dark: false, font: "'Source Sans', sans-serif", scale: 1.2, key: "page" };
const MIXES = [
  ["map", "three", "loss"],
  ["map", "loss"],
  ["map", "three"],
  ["map"],
  ["loss"],
  ["three"],
]; // prettier-ignore

/** Each place is within the picture, and no two lie over each other. */
function assertApart(places, { width, height }, what) {
  const { panels, entries, title, foot } = places;
  const all = [...Object.values(panels), ...entries, title, foot].filter(Boolean);
  for (const [i, a] of all.entries()) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.width > 0 && a.height > 0, what);
    assert.ok(a.x + a.width <= width + 0.5 && a.y + a.height <= height + 0.5, what);
    for (const b of all.slice(i + 1)) {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      assert.ok(across < 0.5 || down < 0.5, what);
    }
  }
}

test("panels, legend and caption lie beside each other in any picture, and no plot is too small", () => {
  for (const [width, height] of [
    [800, 450],
    [635, 635],
    [390, 0],
    [686, 0],
    [1100, 0],
  ]) {
    // prettier-ignore
    for (const panels of MIXES)
      for (const aspect of [0.4, 1, 2.5])
        for (const count of [0, 1, 3, 8])
          for (const foot of [0, 4]) {
            const entries = Array.from({ length: count }, (_, i) => 90 + 25 * i);
            const parts = { panels, aspect, entries, title: foot > 0, foot };
            const size = { width, height: height || suitableHeight(width, parts) };
            const what = JSON.stringify([size, parts]);
            const places = arrange(size, parts);
            assert.deepEqual(Object.keys(places.panels).sort(), [...panels].sort(), what);
            assert.equal(places.entries.length, count);
            assertApart(places, size, what);
            for (const panel of panels) {
              const { width: wide, height: high } = places.panels[panel];
              assert.ok(wide >= 130 && high >= 95, `${panel} ${wide} ${high} ${what}`);
            }
          }
  }
});

test("a legend is one row if it fits, else as even as it can be", () => {
  assert.deepEqual(rowsOf([], 500), { places: [], height: 0 });
  assert.equal(rowsOf([100, 100, 100], 500).height, 20);
  const { places } = rowsOf([200, 150, 150, 150, 150], 640);
  assert.deepEqual(
    places.map(({ y }) => y),
    [0, 0, 0, 20, 20],
  );
});

test("sizes are those of slides, squares and prints; an SVG has the sizes of letters", () => {
  const presets = Object.fromEntries(presetsOf(1076, 1.2).map((preset) => [preset.key, preset]));
  assert.deepEqual([presets.slide.width, presets.slide.height], [1920, 1080]);
  assert.deepEqual([presets.square.width, presets.square.height], [1080, 1080]);
  assert.equal(presets.print.width, 2126); // 18 cm
  assert.equal((presets.print.scale * 12) / presets.print.dpi, 9 / 72); // letters of nine points
  assert.equal(presets["page-2"].width, 2 * presets.page.width);
  assert.equal(presets.page.scale, 1.2); // letters as large as there
  assert.deepEqual({ ...vectorSize(presets["page-2"]), key: "page" }, vectorSize(presets.page));
});

test("colours are the page's own, or those of the configured other theme", () => {
  assert.equal(sheetTheme(false, PAGE).key, "page");
  assert.equal(sheetTheme(false, PAGE).scale, 1);
  const config = readFileSync(new URL("../../.streamlit/config.toml", import.meta.url), "utf8");
  for (const dark of [false, true]) {
    const section = config.split(dark ? "[theme.dark]" : "[theme.light]")[1];
    const named = (name) => new RegExp(`^${name} = "#(.{6})"`, "m").exec(section)[1];
    const theme = sheetTheme(dark, { ...PAGE, dark: !dark });
    assert.equal(theme.dark, dark);
    for (const [own, name] of [
      ["text", "textColor"],
      ["background", "backgroundColor"],
      ["primary", "primaryColor"],
    ]) {
      // prettier-ignore
      const hex = named(name).toLowerCase();
      const channels = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
      assert.equal(theme[own], `rgb(${channels.join(",")})`, name);
    }
  }
});

/** A small race with all that its runs may have. */
function contentOf(more = {}) {
  const n = 21;
  const z = Float64Array.from({ length: n * n }, (_, i) => {
    const [x, y] = [(i % n) / 10 - 1, Math.floor(i / n) / 10 - 1];
    return x * x + 2 * y * y;
  });
  const colours = [
    [0, "#ffffff"],
    [1, "#000088"],
  ]; // prettier-ignore
  const surface = {
    ...{ key: "bowl", name: "Bowl & co", part: "surface", z, nx: n, ny: n, axes: ["x", "y"] },
    ...{
      domain: [
        [-1, 1],
        [-1, 1],
      ],
      lowest: 0,
      log: { lowest: 0, delta: 0.01 },
    }, // prettier-ignore
    ...{ levels: { linear: [0.5, 1, 2], log: [0.1, 0.5, 1] }, minima: [], saddles: [] },
    colorscale: { light: colours, dark: colours },
  };
  const run = (key, color, own = {}) => {
    const path = Float64Array.from({ length: 22 }, (_, i) => 0.9 - 0.04 * i);
    const losses = Float64Array.from({ length: 11 }, (_, i) => 2 - 0.15 * i);
    return {
      ...{ key, racer: key, optimizer: key, name: key, color, dash: [], notes: [], part: key },
      ...{
        lr: { value: 0.1 },
        values: { lr: 0.1, momentum: 0.9 },
        steps: 10,
        stride: 1,
        count: 11,
      },
      ...{ last: 10, diverged: false, path, losses, gradient: path, rates: null, curvature: null },
      ...{ times: null, ...own },
    };
  };
  const header = {
    ...{
      view: { axis: "steps" },
      steps: 10,
      many: [],
      rates: false,
      curvature: null,
      samples: null,
    },
  };
  const runs = [run("gd", "#aa0000"), run("adam", "#00aa00"), run("off", "#0000aa")];
  const rules = { gd: [{ name: "lr" }, { name: "momentum", label: "Momentum" }] };
  const scene = { header, surface, runs, rules, vectors: null, data: null, bands: [], seen: null };
  return {
    ...{ scene, ghost: null, ranges: null, camera: null, link: "https://x.test/?s=bowl&o=gd" },
    view: { off: ["off"], loss: "linear", height: "linear", marks: true, ends: true },
    word: (key, holes) => key + (holes ? JSON.stringify(holes) : ""),
    ...more,
  };
}

/** What is drawn of a content, on a pen that notes it. */
function drawn(content, sheet = {}) {
  const theme = sheetTheme(false, { ...PAGE, dark: true });
  const whole = { width: 1920, height: 1080, scale: 2.4, theme, legend: true, caption: true };
  const pen = createRecordedPen();
  const figure = createFigure(content, { ...whole, panels: MIXES[0], ...sheet }, pen);
  const from = pen.calls.length;
  figure.paint(pen, 4);
  pen.calls.splice(0, from);
  return { pen, figure };
}

globalThis.matchMedia ??= () => ({ matches: false });

test("a figure shows surface, step, racers with settings, link, axes, paths and heads of those that are shown", () => {
  const { pen, figure } = drawn(contentOf());
  assert.deepEqual([figure.width, figure.height], [1920, 1080]);
  const texts = pen.texts();
  for (const text of ["Bowl & co", "step 4 / 10", "gd", "adam", "  lr = 0.1, Momentum = 0.9"])
    assert.ok(texts.includes(text), `${text} in ${texts}`);
  assert.ok(texts.includes("https://x.test/?s=bowl&o=gd"));
  assert.ok(!texts.includes("off"));
  for (const colour of ["#aa0000", "#00aa00"]) {
    assert.ok(pen.of("stroke").some(({ strokeStyle }) => strokeStyle === colour));
    assert.ok(pen.of("fill").some(({ fillStyle }) => fillStyle === colour));
  }
  assert.equal(pen.of("save").length, pen.of("restore").length);
});

test("legend, caption and panels can be left out; a zoom is shown; letters grow with the sheet alone", () => {
  const bare = drawn(contentOf(), { legend: false, caption: false, panels: ["loss"] }).pen.texts();
  assert.ok(!bare.includes("gd") && !bare.includes("Bowl & co") && bare.includes("step"));
  const named = drawn(contentOf(), { caption: false, panels: ["map"] }).pen.texts();
  assert.ok(named.includes("gd") && !named.some((text) => text.includes("lr =")));
  const zoom = { contour: { x: [0.1, 0.2], y: [0.3, 0.4] }, loss: null };
  const closer = drawn(contentOf({ ranges: zoom }), { panels: ["map"] }).pen.texts();
  assert.ok(closer.includes("0.14") && !closer.includes("−1"), closer.join());
  const sizes = new Set(
    drawn(contentOf())
      .pen.of("fillText")
      .map(({ font }) => font),
  );
  for (const font of sizes) assert.ok(/(^| )(9|1\d|17)(\.\d+)?px/.test(font), font);
});

test("the 3-D plot is within the picture, as the page places it and from where the visitor looks at it", () => {
  const seen = { eye: { x: 1.5, y: -0.5, z: 0.7 }, center: { x: 0, y: 0, z: -0.1 } };
  for (const camera of [null, { ...seen, up: { x: 0, y: 0, z: 1 } }]) {
    const pen = createSvgPen({ width: 1920, height: 1080, title: "t" }, createRecordedPen());
    const theme = sheetTheme(false, { ...PAGE, dark: true });
    const sheet = { width: 1920, height: 1080, scale: 2.4, theme, legend: false, caption: false };
    const content = contentOf({ camera });
    createFigure(content, { ...sheet, panels: ["map", "three"] }, createRecordedPen()).paint(
      pen,
      4,
    );
    // Cells of the surface have their own colour around them.
    const cells = pen.text().match(/<path d="M[^"]*z" fill="(rgb[^"]*)" stroke="\1"/g);
    assert.ok(cells.length > 300);
    const places = cells.map((cell) => /M(\S+) ([\d.-]+)l/.exec(cell).slice(1).map(Number));
    const inside = places.filter(([x, y]) => x > 900 && x < 1920 && y > 0 && y < 1080);
    assert.ok(inside.length > 0.8 * places.length, `${inside.length} of ${places.length}`);
    if (!camera) assert.equal(inside.length, places.length);
  }
});

test("an SVG of a race is small, and the same drawing", () => {
  const pen = createSvgPen({ width: 960, height: 540, title: "t" }, createRecordedPen());
  const theme = sheetTheme(true, PAGE);
  const sheet = { width: 960, height: 540, scale: 1.2, theme, legend: true, caption: true };
  const figure = createFigure(contentOf(), { ...sheet, panels: MIXES[0] }, createRecordedPen());
  figure.paint(pen, 10);
  const text = pen.text();
  assert.ok(text.includes(">Bowl &amp; co</text>") && text.includes('stroke="#aa0000"'));
  assert.ok(text.length < 300_000 && !text.includes("NaN") && !text.includes("undefined"));
});
