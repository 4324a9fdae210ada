/** Draw what the page shows, at any place of the race, for films. */

/**
 * @typedef {{dark: boolean, panels: string[], legend: boolean, caption: boolean}} Sheet
 */

/**
 * @param {import("./dialog.js").Act} act
 * @param {{width: number, height: number}} size
 * @param {Sheet} sheet
 * @returns {(canvas: HTMLCanvasElement, share: number) => void}
 */
export function painterOf(act, { width, height }, sheet) {
  const { scene } = act.state();
  return (canvas, share) => {
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.fillStyle = sheet.dark ? "#111" : "#fff";
    pen.fillRect(0, 0, width, height);
    for (const [i, run] of (scene?.runs ?? []).entries()) {
      pen.fillStyle = run.color;
      pen.fillRect(0, i * 20, width * share, 16);
    }
  };
}
