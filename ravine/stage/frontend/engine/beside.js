/** Run the engine in a web worker. */

/** @typedef {import("./types.js").RaceRequest} RaceRequest */

/**
 * @param {string} address  of worker.js
 * @param {() => void} failed  called when it cannot work
 * @returns {import("./engine.js").Beside}
 */
export function createBeside(address, failed) {
  const worker = new Worker(address, { type: "module" });
  let id = 0;
  /** @type {((results: import("./types.js").Result[], done: boolean) => void) | null} */
  let tell = null;
  worker.addEventListener("error", failed);
  worker.addEventListener("message", ({ data }) => {
    if (data.error) failed();
    else if (data.id === id) tell?.(data.results, data.done);
  });
  return {
    prepare: (request) => worker.postMessage({ id, request, only: "load" }),
    run(request, next) {
      id += 1;
      tell = next;
      worker.postMessage({ id, request });
    },
    close: () => worker.terminate(),
  };
}
