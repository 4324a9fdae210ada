/** A pen that notes what is drawn: each call with its arguments, and the settings of that moment. */

const CALLS = [
  ...["save", "restore", "translate", "rotate", "scale", "setTransform", "beginPath", "moveTo"],
  ...["lineTo", "closePath", "arc", "rect", "clip", "fill", "stroke", "fillRect", "strokeRect"],
  ...["clearRect", "fillText", "strokeText", "setLineDash", "drawImage"],
];

export function createRecordedPen() {
  const calls = [];
  const pen = {
    ...{ calls, font: "12px sans-serif", fillStyle: "#000", strokeStyle: "#000", lineWidth: 1 },
    ...{ globalAlpha: 1, textAlign: "left", textBaseline: "alphabetic", lineCap: "butt" },
    measureText(text) {
      const size = Number(/([\d.]+)px/.exec(pen.font)?.[1]);
      const up = { middle: 0.35, top: 0 }[pen.textBaseline] ?? 0.7;
      return {
        ...{ width: 0.5 * size * text.length, fontBoundingBoxDescent: size / 3 },
        actualBoundingBoxAscent: up * size,
      };
    },
    /** Calls of a name, each as its arguments and what they were made with. */
    of: (name) => calls.filter((call) => call.name === name),
    texts: () => pen.of("fillText").map(({ args }) => args[0]),
  };
  for (const name of CALLS)
    pen[name] = (...args) => {
      const { font, fillStyle, strokeStyle, lineWidth, globalAlpha } = pen;
      calls.push({ name, args, font, fillStyle, strokeStyle, lineWidth, globalAlpha });
    };
  return pen;
}
