import assert from "node:assert/strict";
import test from "node:test";
import { cardOf, readLongRace } from "../../ravine/stage/frontend/protocol/long-race.js";

const encode = (text) => new TextEncoder().encode(text);
const line = (value) => `${JSON.stringify(value)}\n`;
const PROGRESS = { text: "약 20초 남았어요 — 🏁", share: 0.42, ahead: null };
const PAYLOAD = Uint8Array.from([10, 0, 255, 10, 10, 123, 125, 10]); // 10 is the end of a line
const WHOLE = Uint8Array.from([
  ...encode(line(PROGRESS) + line({ bytes: PAYLOAD.length })),
  ...PAYLOAD,
]);

/** A body that comes in these chunks, and then ends if `ends`. */
function bodyOf(chunks, { ends = true } = {}) {
  const body = { cancelled: 0 };
  body.stream = new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      if (ends) controller.close();
    },
    cancel: () => {
      body.cancelled += 1;
    },
  });
  return body;
}

/** What is read of a body, and the lines that it told. */
async function read(chunks) {
  const told = [];
  const { signal } = new AbortController();
  const payload = await readLongRace(bodyOf(chunks).stream, (each) => told.push(each), signal);
  return { payload, told };
}

/** `bytes` in chunks of `size`. */
const cut = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );

test("the answer is the same wherever its chunks end, within a letter or a payload too", async () => {
  for (let size = 1; size <= WHOLE.length; size += 1) {
    const { payload, told } = await read(cut(WHOLE, size));
    assert.deepEqual([payload, told], [PAYLOAD, [PROGRESS]], `chunks of ${size}`);
  }
});

test("an answer that is cut off anywhere is a failure", async () => {
  for (let size = 0; size < WHOLE.length; size += 1) {
    await assert.rejects(read([WHOLE.subarray(0, size)]), /too early/, `${size} bytes`);
  }
});

test("an answer longer than it says is a failure", async () => {
  await assert.rejects(read([Uint8Array.from([...WHOLE, 0])]), /longer/);
});

test("a line that is no JSON is a failure", async () => {
  await assert.rejects(read([encode("<html>\n")]), SyntaxError);
});

test("a payload may be empty", async () => {
  const { payload } = await read([encode(line({ bytes: 0 }))]);
  assert.equal(payload.length, 0);
});

test("a question ends the answer, without a payload", async () => {
  const question = { text: "40 s", ask: true, steps: 1000 };
  const { payload, told } = await read([encode(line(question))]);
  assert.deepEqual([payload, told], [null, [question]]);
});

test("ending the request ends the connection, while it is waited for and from within a line", async () => {
  const stop = new AbortController();
  const silent = bodyOf([encode(line(PROGRESS))], { ends: false });
  const reading = readLongRace(silent.stream, () => {}, stop.signal);
  setImmediate(() => stop.abort());
  await assert.rejects(reading);
  const inside = new AbortController();
  const ended = bodyOf([encode(line(PROGRESS))], { ends: false });
  await assert.rejects(
    readLongRace(ended.stream, () => inside.abort(), inside.signal),
    { name: "AbortError" },
  );
  assert.deepEqual([silent.cancelled, ended.cancelled], [1, 1]);
});

test("in line nothing has been run yet, whatever the share", () => {
  const words = { run: "Run", steps: "Take", cancel: "Cancel" };
  const shareOf = (more) => cardOf({ text: "", words, ...more }).share;
  assert.deepEqual([shareOf({ share: 0.5 }), shareOf({ share: 0.5, ahead: null })], [0.5, 0.5]);
  assert.deepEqual([shareOf({ share: 0.5, ahead: 0 }), shareOf({})], [0, 0]);
});
