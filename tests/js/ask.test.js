import assert from "node:assert/strict";
import test from "node:test";
import { askRace } from "../../ravine/stage/frontend/protocol/ask.js";

const APP = "http://ravine.test/hall/";

/** The answer to a question when the server responds with this. */
function answerOf(t, body, status) {
  const sent = t.mock.method(globalThis, "fetch", async () => new Response(body, { status }));
  const { signal } = new AbortController();
  return { sent, signal, answer: askRace(APP, { query: "s=bowl", lang: "en" }, signal) };
}

test("a short race is answered with its payload, below the app's own address", async (t) => {
  const { sent, signal, answer } = answerOf(t, Uint8Array.of(1, 2), 200);
  assert.deepEqual(await answer, Uint8Array.of(1, 2));
  const [url, options] = sent.mock.calls[0].arguments;
  assert.deepEqual([url.href, options.signal], [`${APP}ravine/race`, signal]);
});

test("a long race is answered with the response, to be read as it comes", async (t) => {
  assert.ok((await answerOf(t, "{}\n", 202).answer) instanceof Response);
});

test("a refusal says what the server has to tell, if it has", async (t) => {
  await assert.rejects(answerOf(t, '{"text": "The line is full."}', 429).answer, {
    message: '429 {"text": "The line is full."}',
    sentence: "The line is full.",
  });
  await assert.rejects(answerOf(t, "<html>Bad gateway</html>", 502).answer, {
    message: "502 <html>Bad gateway</html>",
    sentence: undefined,
  });
});
