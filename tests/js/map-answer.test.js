import assert from "node:assert/strict";
import test from "node:test";
import { readMap } from "../../ravine/stage/frontend/protocol/map-answer.js";

const encode = (text) => new TextEncoder().encode(text);
const line = (value) => encode(`${JSON.stringify(value)}\n`);
const bytesOf = (...arrays) => arrays.flatMap((array) => [...new Uint8Array(array.buffer)]);

const RATES = Float64Array.of(1e-5, 0.1, 10);
const FINAL = Float64Array.of(0.1 + 0.2, Infinity);
const HEAD = {
  target: 0.25,
  text: "학습률 3개",
  columns: [
    ["j", "int32"],
    ["final", "float64"],
  ],
};
const NOTHING = { racer: "", racers: [], minima: [], limit: null, fastest: null };
const AXES = [{ racer: "gd", name: "lr", size: 3 }];
const WHOLE = Uint8Array.from([
  ...line({ share: 0, ahead: 2, text: "앞에 2개" }),
  ...line({ kind: "rate", ...HEAD, axes: AXES, bytes: 24 }),
  ...bytesOf(RATES),
  ...line({ racer: "gd", stride: 2, count: 2, bytes: 24 }),
  ...bytesOf(Int32Array.of(0, 10), FINAL), // 10 is the end of a line
  ...line({ racer: "gd", stride: 1, count: 1, bytes: 12 }),
  ...bytesOf(Int32Array.of(1), Float64Array.of(-0)),
  ...line({ done: true }),
]);

/** What is read of a body in these chunks. */
async function read(chunks, signal = new AbortController().signal) {
  const told = [];
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  await readMap(
    body,
    {
      head: ({ told: _, ...head }) => told.push(head),
      cells: ({ told: _, ...cells }) => told.push(cells),
      progress: (progress) => told.push(progress),
    },
    signal,
  );
  return told;
}

const cut = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );

test("a map is the same wherever its chunks end, and its numbers have all their bits", async () => {
  for (const size of [1, 2, 3, 7, 50, WHOLE.length]) {
    const [progress, head, coarse, fine] = await read(cut(WHOLE, size));
    assert.deepEqual(progress, { share: 0, ahead: 2, text: "앞에 2개" });
    assert.deepEqual(head, {
      ...{ kind: "rate", target: 0.25, text: "학습률 3개", ...NOTHING },
      axes: [{ racer: "gd", name: "lr", scale: "log", values: RATES }],
    });
    const columns = { j: Int32Array.of(0, 10), final: FINAL };
    assert.deepEqual(coarse, { racer: "gd", stride: 2, columns });
    assert.ok(Object.is(fine.columns.final[0], -0));
  }
});

test("a map that is cut off anywhere is a failure", async () => {
  for (let size = 0; size < WHOLE.length; size += 1)
    await assert.rejects(read([WHOLE.subarray(0, size)]), `${size} bytes`);
});

test("a map that the server gives up is a failure", async () => {
  await assert.rejects(read([line({ failed: true })]));
  await assert.rejects(read([line({ ended: true })]));
});

test("where there is no map the answer says why", async () => {
  const told = await read([
    line({ kind: "rate", text: "too long", axes: [] }),
    line({ done: true }),
  ]);
  assert.deepEqual(told, [{ kind: "rate", target: null, text: "too long", axes: [], ...NOTHING }]);
});

test("nothing is told once the request has ended", async () => {
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(read([WHOLE], stop.signal));
});

test("a plane's axes, limits and small numbers are read as they were written", async () => {
  const [x, y] = [Float64Array.of(1e-3, 1e-2, 1e-1), Float64Array.of(0, 0.9)];
  const limits = Float64Array.of(0.2, Infinity);
  const axes = [
    { racer: "gd", name: "lr", size: 3, scale: "log" },
    { racer: "gd", name: "momentum", size: 2, scale: "decay" },
  ];
  const columns = ["i", "j"].map((name) => [name, "uint16"]).concat([["ended", "int16"]]);
  const given = { racer: "gd", minima: [[1, 2]], fastest: { lr: 0.1, momentum: 0.5 } };
  const [head, cells] = await read([
    line({ kind: "plane", target: 1, text: "", columns, axes, limit: true, bytes: 56, ...given }),
    Uint8Array.from(bytesOf(x, y, limits)),
    line({ racer: "gd", stride: 1, count: 1, bytes: 6 }),
    Uint8Array.from(bytesOf(Uint16Array.of(1), Uint16Array.of(2), Int16Array.of(-2))),
    line({ done: true }),
  ]);
  assert.deepEqual(head, {
    ...{ kind: "plane", target: 1, text: "", racers: [], limit: limits, ...given },
    axes: [
      { racer: "gd", name: "lr", scale: "log", values: x },
      { racer: "gd", name: "momentum", scale: "decay", values: y },
    ],
  });
  assert.deepEqual(cells.columns, {
    ...{ i: Uint16Array.of(1), j: Uint16Array.of(2), ended: Int16Array.of(-2) },
  });
});

test("what a kind of map says of its own stands beside what all have", async () => {
  const lines = [
    { kind: "fair", text: "", axes: [], budget: 64 },
    { racer: "gd", stride: 1, count: 0, best: 3 },
    { done: true },
  ];
  const body = new Blob(lines.map(line)).stream();
  const told = [];
  const take = (part) => told.push(part.told);
  await readMap(body, { head: take, cells: take, progress: take }, new AbortController().signal);
  assert.deepEqual(told, lines.slice(0, 2));
});
