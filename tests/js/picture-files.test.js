import assert from "node:assert/strict";
import { test } from "node:test";
import { simplified } from "../../ravine/stage/frontend/flat/simplify.js";
import { createSvgPen } from "../../ravine/stage/frontend/flat/svg-pen.js";
import { crc, withNotes } from "../../ravine/stage/frontend/print/png.js";
import { createRecordedPen } from "./recorded-pen.js";

test("a PNG says how large it is printed and what it shows, in chunks that hold together", () => {
  assert.equal(crc(new TextEncoder().encode("IEND")), 0xae426082);
  const png = new Uint8Array(33 + 12);
  png.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
  const whole = withNotes(png, { dpi: 300, notes: { Title: "곡선" } });
  const view = new DataView(whole.buffer);
  let [at, names] = [33, []];
  while (at < whole.length - 12) {
    const length = view.getUint32(at);
    names.push(new TextDecoder().decode(whole.subarray(at + 4, at + 8)));
    assert.equal(view.getUint32(at + 8 + length), crc(whole.subarray(at + 4, at + 8 + length)));
    if (names.length === 1) assert.equal(view.getUint32(at + 8), Math.round(300 / 0.0254));
    at += 12 + length;
  }
  assert.deepEqual(names, ["pHYs", "iTXt"]);
  assert.ok(new TextDecoder().decode(whole).includes("Title\0\0\0\0\0곡선"));
});

test("points that make no visible difference are left out, and no others", () => {
  assert.deepEqual(simplified([0, 0, 1, 0, 2, 0, 3, 0], 0.1), [0, 0, 3, 0]);
  assert.deepEqual(simplified([0, 0, 1, 1, 2, 0], 0.1), [0, 0, 1, 1, 2, 0]);
  assert.deepEqual(simplified([0, 0, 5, 0, 0, 0], 0.1), [0, 0, 5, 0, 0, 0]); // there and back
  const circle = Array.from({ length: 2000 }, (_, i) => {
    const angle = (Math.PI * (i >> 1)) / 500;
    return 50 * (i % 2 ? Math.sin(angle) : Math.cos(angle));
  });
  const few = simplified(circle, 0.1);
  assert.ok(few.length < 300);
  for (let i = 0; i < few.length; i += 2)
    assert.ok(Math.abs(Math.hypot(few[i], few[i + 1]) - 50) < 1e-9);
});

const FILE = { width: 200, height: 100, title: 'a < b & "c" \u0007\ud800', about: "?s=x&o=y" };

test("an SVG has text, dashes, opacity and clips; what a visitor typed cannot break it", () => {
  const pen = createSvgPen(FILE, createRecordedPen());
  pen.save();
  pen.beginPath();
  pen.rect(10, 10, 50, 50);
  pen.clip();
  pen.scale(2, 2);
  pen.setLineDash([4, 2]);
  pen.globalAlpha = 0.5;
  pen.strokeStyle = "rgba(255,0,0,.5)";
  pen.beginPath();
  pen.lineTo(0, 0);
  pen.lineTo(10, 0);
  pen.lineTo(10, 10);
  pen.stroke();
  pen.restore();
  pen.beginPath();
  pen.arc(50, 50, 5, 0, 7);
  pen.fillStyle = "blue";
  pen.fill();
  pen.stroke();
  pen.font = `600 12px "Own <font>"`;
  pen.textAlign = "right";
  pen.fillText("<script>alert(1)</script>", 10, 20);
  const text = pen.text();
  assert.ok(!text.includes("<script>") && text.includes("&lt;script&gt;"));
  assert.ok(text.includes("<title>a &lt; b &amp; &quot;c&quot; </title>"));
  assert.match(text, /<clipPath id="c1"><path d="M10 10l50 0 0 50-50 0z"\/>/);
  assert.match(
    text,
    /d="M0 0l20 0 0 20" fill="none" stroke="rgb\(255,0,0\)" stroke-opacity="0.25" stroke-width="2"/,
  );
  assert.match(text, /stroke-dasharray="8 4"/);
  assert.match(text, /<path d="M55 50A5[^"]*Z" fill="blue" stroke="#000"/); // written once
  assert.match(text, /font-weight="600" text-anchor="end"[^>]* textLength="150"/); // 25 letters
  assert.equal(text.match(/<g /g).length, text.match(/<\/g>/g).length);
});
