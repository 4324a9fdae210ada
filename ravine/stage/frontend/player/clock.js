/** The play head: a step that may lie between two, and how it moves. Pure but for its ports. */

const WHOLE_RUN = 10000; // ms at speed 1, however many steps
const REST = 700; // ms at the end of a loop, to see where everybody arrived

/**
 * @param {{frame: (run: (now: number) => void) => number, now: () => number,
 *   tick: () => void}} ports  tick: the step or the playing state changed
 */
export function createClock(ports) {
  const clock = { step: 0, last: 0, grain: 1, speed: 1, loop: false, playing: false };
  let before = 0;
  let rested = 0;
  let scheduled = false;

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    ports.frame(run);
  }

  /** @param {number} now */
  function run(now) {
    scheduled = false;
    if (!clock.playing) return;
    const elapsed = Math.min(Math.max(now - before, 0), 250); // a sleeping tab doesn't leap
    before = now;
    advance(elapsed);
    ports.tick();
    if (clock.playing) schedule();
  }

  /** @param {number} elapsed */
  function advance(elapsed) {
    if (clock.step < clock.last) {
      const step = clock.step + (elapsed / WHOLE_RUN) * clock.speed * clock.last;
      clock.step = Math.min(step, clock.last);
      rested = 0;
    } else if (clock.loop && clock.last > 0) {
      rested += elapsed;
      if (rested >= REST) clock.step = 0;
    }
    if (clock.step >= clock.last && !clock.loop) clock.playing = false;
  }

  function pause() {
    if (!clock.playing) return;
    clock.playing = false;
    clock.step = whole(clock.step); // at rest the numbers are those of one exact step
    ports.tick();
  }

  /** @param {number} step  down to a whole number of grains */
  function whole(step) {
    return step >= clock.last ? clock.last : Math.floor(step / clock.grain + 1e-6) * clock.grain;
  }

  /** @param {number} step */
  function seek(step) {
    clock.step = Math.min(Math.max(step, 0), clock.last);
    rested = 0;
    ports.tick();
  }

  return {
    get step() {
      return clock.step;
    },
    get last() {
      return clock.last;
    },
    get grain() {
      return clock.grain;
    },
    get playing() {
      return clock.playing;
    },
    get loop() {
      return clock.loop;
    },

    play() {
      if (clock.playing || !(clock.last > 0)) return;
      if (clock.step >= clock.last) clock.step = 0;
      clock.playing = true;
      before = ports.now();
      schedule();
      ports.tick();
    },

    pause,
    seek,

    /** @param {number} step  where to stand still */
    jump(step) {
      pause();
      seek(whole(step + clock.grain / 2));
    },

    /**
     * @param {number} steps  a head that stood at the end stays there
     * @param {number} [grain]  what one step is on the axis
     */
    resize(steps, grain = 1) {
      const atEnd = clock.step >= clock.last && clock.last > 0;
      // Another axis: the same share of the way.
      if (clock.grain !== grain && clock.last > 0) clock.step *= steps / clock.last;
      clock.grain = grain;
      clock.last = steps;
      clock.step = atEnd && !clock.playing ? steps : Math.min(clock.step, steps);
    },

    /** @param {{speed?: number, loop?: boolean}} settings */
    set(settings) {
      Object.assign(clock, settings);
      ports.tick();
    },
  };
}
