/** Draws what is dragged in the frame in which it was moved, and no frame twice for nothing. Pure but for its ports. */

const QUIET = 20; // frames without a drawing, after which nothing is watched

/**
 * @template Drawn
 * @param {{frame: (run: () => void) => void, later: (run: () => void) => void, outside: () => boolean,
 *   draw: () => Drawn, painted: (drawn: Drawn) => void}} ports
 *   frame: before the next picture is made; later: as a task after it; outside: what is done now is certainly not
 *   done while a picture is made; draw: the newest; painted: what was drawn can be seen since then
 */
export function createBrush({ frame, later, outside, draw, painted }) {
  let watching = false;
  let making = false; // a picture: what is drawn now is in it
  let drawn = false; // in this frame
  let wanted = false;
  let quiet = 0;

  function work() {
    wanted = false;
    drawn = true;
    quiet = 0;
    // Drawn by an event, it is in the picture that the next frame makes, and seen when the one after it begins.
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
    /** There is something new: it is drawn at once, or in the next frame if this one has its drawing. */
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
