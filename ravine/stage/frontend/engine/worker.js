/** Web worker of the engine: runs long races in slices, so that a newer request can interrupt. */

const SLICE = 8; // ms
const PREVIEWS = [12, 60, 200, 600]; // ms after which partial results are sent

const port = /** @type {any} */ (self);
let newest = 0;

port.addEventListener("message", async (/** @type {any} */ { data }) => {
  const { id, request, only } = data;
  newest = id;
  try {
    const addresses = [request.engine, request.module, request.rules];
    const [{ createJob }, surface, rules] = await Promise.all(
      addresses.map((address) => import(address)),
    );
    if (id === newest && only !== "load") await work(id, createJob(surface, rules, request));
  } catch (error) {
    port.postMessage({ id, error: String(error) });
  }
});

/**
 * @param {number} id
 * @param {ReturnType<typeof import("./job.js").createJob>} job
 */
async function work(id, job) {
  const began = performance.now();
  let previews = 0;
  for (;;) {
    const until = performance.now() + SLICE;
    const done = job.run(() => performance.now() > until);
    const preview = performance.now() - began > (PREVIEWS[previews] ?? Infinity);
    if (done || preview) port.postMessage({ id, done, results: job.results() });
    if (preview) previews += 1;
    if (done) return;
    await breath();
    if (id !== newest) return;
  }
}

/** Let a message arrive. */
function breath() {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done(undefined);
    };
    port2.postMessage(null);
  });
}
