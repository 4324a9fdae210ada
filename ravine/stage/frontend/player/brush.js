/** Draw dragged changes in the frame in which they arrive, at most once a frame. Pure but for its ports. */

const QUIET = 20; // frames without a drawing, after which frames are no longer watched

/**
 * @template Drawn
 * @param {{frame: (run: () => void) => void, later: (run: () => void) => void, outside: () => boolean,
 *   draw: () => Drawn, painted: (drawn: Drawn) => void}} ports
 *   frame: runs before the next frame is painted; later: runs as a task after it; outside: the running code is
 *   certainly not part of a frame; draw: draws the newest state; painted: that drawing is now on screen
 */
export function createBrush({ frame, later, outside, draw, painted }) {
  let watching = false;
  let making = false; // whether a frame is being made, which then contains what is drawn now
  let drawn = false; // in this frame
  let wanted = false;
  let quiet = 0;

  function work() {
    wanted = false;
    drawn = true;
    quiet = 0;
    // Drawn by an event, it is in the next frame, and on screen when the frame after that begins.
    const inside = making && !outside();
    const done = draw();
    const seen = () => painted(done);
    if (inside) frame(seen);
    else frame(() => frame(seen));
  }

  function watch() {
    watching = true;
    making = true;
    drawn = false;
    later(() => {
      making = false;
    });
    if (wanted) work();
    quiet += 1;
    watching = quiet < QUIET;
    if (watching) frame(watch);
  }

  return {
    /** Draw now, or in the next frame if this one has its drawing. */
    request() {
      wanted = true;
      if (!drawn) work();
      if (!watching) {
        watching = true;
        frame(watch);
      }
    },
  };
}
