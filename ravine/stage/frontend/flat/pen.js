/**
 * What the drawing code needs of a 2-D context: a canvas has it, and so has the pen that writes SVG.
 *
 * @typedef {Pick<CanvasRenderingContext2D, "save" | "restore" | "translate" | "rotate" | "scale" | "beginPath" | "moveTo"
 *   | "lineTo" | "closePath" | "arc" | "rect" | "clip" | "fill" | "stroke" | "fillRect" | "fillText" | "strokeText"
 *   | "measureText" | "setLineDash" | "fillStyle" | "strokeStyle" | "lineWidth" | "lineCap" | "lineJoin"
 *   | "lineDashOffset" | "globalAlpha" | "font" | "textAlign" | "textBaseline">} Pen
 */
export {};
