/** Save the contour plot with its overlay and a legend as PNG. */

import { short } from "../page/format.js";
import { disc, labelledDisc } from "./shapes.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{title: string, runs: Run[], ghost: string | null, theme: Theme}} Legend  ghost: says whose it is */

const RATIO = 2;
const LINE = 20;

/**
 * @param {any} plotly
 * @param {import("../types.js").Graph} graph
 * @param {(canvas: HTMLCanvasElement, ratio: number) => void} drawOverlay
 * @param {Legend} legend
 * @returns {Promise<Blob | null>}
 */
export async function takePicture(plotly, graph, drawOverlay, legend) {
  const { clientWidth: width, clientHeight: height } = graph;
  const base = new Image();
  base.src = await plotly.toImage(graph, { format: "png", width, height, scale: RATIO });
  await base.decode();
  const overlay = document.createElement("canvas");
  drawOverlay(overlay, RATIO);
  const canvas = document.createElement("canvas");
  canvas.width = width * RATIO;
  canvas.height = (height + LINE * (legend.runs.length + (legend.ghost ? 3 : 2))) * RATIO;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  g.scale(RATIO, RATIO);
  g.fillStyle = legend.theme.background;
  g.fillRect(0, 0, canvas.width, canvas.height);
  g.drawImage(base, 0, 0, width, height);
  g.drawImage(overlay, 0, 0, width, height);
  drawLegend(g, 44, height + LINE, legend);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {number} left
 * @param {number} top
 * @param {Legend} legend
 */
function drawLegend(g, left, top, { title, runs, ghost, theme }) {
  g.textBaseline = "middle";
  g.fillStyle = theme.text;
  g.font = `600 14px ${theme.font}`;
  g.fillText(title, left, top);
  g.font = `13px ${theme.font}`;
  for (const [i, run] of runs.entries()) {
    const y = top + LINE * (i + 1);
    g.strokeStyle = run.color;
    g.lineWidth = 2.2;
    g.setLineDash(run.dash);
    g.beginPath();
    g.moveTo(left, y);
    g.lineTo(left + 24, y);
    g.stroke();
    if (run.mark) labelledDisc(g, left + 26, y, 6.5, run.color, run.mark, theme.font);
    else disc(g, left + 26, y, 4, run.color);
    g.fillStyle = theme.text;
    const parts = [run.name, `lr ${short(run.lr.value)}`, run.notes.join(", ")];
    g.fillText(parts.join("   "), left + 38, y);
  }
  if (ghost) g.fillText(ghost, left, top + LINE * (runs.length + 1));
}

/** @type {(blob: Blob, file: string) => void} */
export function download(blob, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
