/**
 * A pen that writes SVG: what draws on a canvas gives vectors and real text here. Coordinates are those of the file, so
 * that any program reads it; points that make no visible difference are left out.
 */

import { simplified } from "./simplify.js";

/** @typedef {[a: number, b: number, c: number, d: number, e: number, f: number]} Matrix */
/** @typedef {{points: number[], closed: boolean}} Line  x0, y0, x1, y1, ...
 * @typedef {Line | string} Piece  a string: commands of a path */

const TINY = 0.14; // px by which a line may be moved
const DECIMALS = 10;
const USUAL = "round"; // end and corner of a line, said once
const SETTINGS = {
  ...{ fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", lineJoin: "miter" },
  ...{ lineDashOffset: 0, globalAlpha: 1, font: "10px sans-serif", textAlign: "left" },
  ...{ textBaseline: "alphabetic" },
};
/** @typedef {typeof SETTINGS} Settings */

const ANCHORS = /** @type {Record<string, string>} */ ({
  center: "middle",
  right: "end",
  end: "end",
});

/**
 * @param {{width: number, height: number, title: string, about?: string}} file
 * @param {CanvasRenderingContext2D} ruler  measures letters
 */
export function createSvgPen({ width, height, title, about = "" }, ruler) {
  /** @type {string[]} */
  const out = [];
  /** @type {Piece[]} */
  let path = [];
  /** @type {{settings: Settings, dash: number[], matrix: Matrix, clips: number}[]} */
  const kept = [];
  /** @type {Matrix} */
  let matrix = [1, 0, 0, 1, 0, 0];
  /** @type {number[]} */
  let dash = [];
  let clips = 0; // groups that are open
  let named = 0;

  /** @type {(x: number, y: number) => [number, number]} */
  const placed = (x, y) => {
    const [a, b, c, d, e, f] = matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  };
  const scaleOf = () => Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));

  /** @type {(a: number, b: number, c: number, d: number, e: number, f: number) => void} */
  function transform(a, b, c, d, e, f) {
    const [A, B, C, D, E, F] = matrix;
    const [right, down] = [A * e + C * f + E, B * e + D * f + F];
    matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, right, down];
  }

  /** @param {string} element  drawn twice in the same place, it is written once */
  function add(element) {
    if (element !== out[out.length - 1]) out.push(element);
  }

  /** @returns {Line | null} the line that is being drawn */
  function line() {
    const last = path[path.length - 1];
    return typeof last === "object" && !last.closed ? last : null;
  }

  const pen = {
    ...SETTINGS,
    save() {
      const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = pen;
      const { globalAlpha, font, textAlign, textBaseline } = pen;
      const settings = {
        ...{ fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset },
        ...{ globalAlpha, font, textAlign, textBaseline },
      };
      kept.push({ settings, dash, matrix, clips });
    },
    restore() {
      const before = kept.pop();
      if (!before) return;
      out.push("</g>".repeat(clips - before.clips));
      ({ dash, matrix, clips } = before);
      Object.assign(pen, before.settings);
    },
    translate: (/** @type {number} */ x, /** @type {number} */ y) => transform(1, 0, 0, 1, x, y),
    scale: (/** @type {number} */ x, /** @type {number} */ y) => transform(x, 0, 0, y, 0, 0),
    rotate(/** @type {number} */ angle) {
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      transform(cosine, sine, -sine, cosine, 0, 0);
    },
    setLineDash: (/** @type {number[]} */ pattern) => (dash = [...pattern]),
    beginPath: () => (path = []),
    moveTo(/** @type {number} */ x, /** @type {number} */ y) {
      path.push({ points: placed(x, y), closed: false });
    },
    lineTo(/** @type {number} */ x, /** @type {number} */ y) {
      const now = line();
      if (now) now.points.push(...placed(x, y));
      else pen.moveTo(x, y);
    },
    closePath() {
      const now = line();
      if (now) now.closed = true;
    },
    rect(
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {number} */ w,
      /** @type {number} */ h,
    ) {
      pen.moveTo(x, y);
      pen.lineTo(x + w, y);
      pen.lineTo(x + w, y + h);
      pen.lineTo(x, y + h);
      pen.closePath();
    },
    /** Whole circles, which is all that the plots draw. */
    arc(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ radius) {
      const [right, left] = [placed(x + radius, y), placed(x - radius, y)].map(pair);
      const r = rounded(radius * scaleOf());
      path.push(`M${right}A${r} ${r} 0 1 1 ${left}A${r} ${r} 0 1 1 ${right}Z`);
    },
    clip() {
      named += 1;
      const id = `c${named}`;
      out.push(`<clipPath id="${id}"><path d="${drawn(path)}"/></clipPath>`);
      out.push(`<g clip-path="url(#${id})">`);
      clips += 1;
    },
    fill() {
      const d = drawn(path);
      if (d) add(`<path d="${d}"${paint("fill", pen.fillStyle, pen.globalAlpha)}/>`);
    },
    stroke() {
      const d = drawn(path);
      const filled = `<path d="${d}" fill="`;
      const last = out[out.length - 1] ?? "";
      if (d && last.startsWith(filled) && !last.includes("stroke")) {
        out[out.length - 1] = last.replace("/>", `${stroked()}/>`);
      } else if (d) add(`${filled}none"${stroked()}/>`);
    },
    fillRect(
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {number} */ w,
      /** @type {number} */ h,
    ) {
      const before = path;
      path = [];
      pen.rect(x, y, w, h);
      pen.fill();
      path = before;
    },
    fillText: (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) =>
      write(text, x, y, paint("fill", pen.fillStyle, pen.globalAlpha)),
    strokeText: (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) =>
      write(text, x, y, ` fill="none"${stroked()}`),
    measureText(/** @type {string} */ text) {
      ruler.font = pen.font;
      return ruler.measureText(text);
    },
    /** The whole file. */
    text() {
      return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" stroke-linecap="${USUAL}" stroke-linejoin="${USUAL}" role="img">
<title>${escaped(title)}</title>
${about && `<desc>${escaped(about)}</desc>\n`}${out.filter(Boolean).join("\n")}
</svg>
`;
    },
  };

  function stroked() {
    const scale = scaleOf();
    const parts = [
      paint("stroke", pen.strokeStyle, pen.globalAlpha),
      ` stroke-width="${hundredth(pen.lineWidth * scale)}"`,
      pen.lineCap === USUAL ? "" : ` stroke-linecap="${pen.lineCap}"`,
      pen.lineJoin === USUAL ? "" : ` stroke-linejoin="${pen.lineJoin}"`,
    ];
    if (dash.length) {
      parts.push(` stroke-dasharray="${dash.map((px) => hundredth(px * scale)).join(" ")}"`);
      if (pen.lineDashOffset)
        parts.push(` stroke-dashoffset="${hundredth(pen.lineDashOffset * scale)}"`);
    }
    return parts.join("");
  }

  /** @type {(text: string, x: number, y: number, paint: string) => void} */
  function write(text, x, y, paint) {
    if (!text) return;
    const [, weight = "", size, family] = /^(\d+ )?([\d.]+)px (.*)$/s.exec(pen.font) ?? [];
    const [right, down] = placed(x, y + drop(text));
    const turn = (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI;
    const [left, line] = [rounded(right), rounded(down)];
    const parts = [
      ` x="${left}" y="${line}" font-family="${escaped(family)}"`,
      ` font-size="${hundredth(Number(size) * scaleOf())}"`,
      weight && ` font-weight="${weight.trim()}"`,
      pen.textAlign in ANCHORS && ` text-anchor="${ANCHORS[pen.textAlign]}"`,
      Math.abs(turn) > 0.01 && ` transform="rotate(${rounded(turn)} ${left} ${line})"`,
      /^\s|\s\s|\s$/.test(text) && ' xml:space="preserve"',
      // As wide as it is drawn here, also where a program has other letters.
      text.length > 2 && ` textLength="${rounded(pen.measureText(text).width * scaleOf())}"`,
      text.length > 2 && ' lengthAdjust="spacingAndGlyphs"',
      paint,
    ];
    out.push(`<text${parts.filter(Boolean).join("")}>${escaped(text)}</text>`);
  }

  /**
   * From the place of a text to the line on which it stands, which every program knows.
   * @param {string} text
   */
  function drop(text) {
    if (pen.textBaseline === "alphabetic") return 0;
    ruler.font = pen.font;
    const above = [pen.textBaseline, "alphabetic"].map((baseline) => {
      ruler.textBaseline = /** @type {CanvasTextBaseline} */ (baseline);
      return ruler.measureText(text).actualBoundingBoxAscent;
    });
    return above[1] - above[0];
  }

  return pen;
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * DECIMALS) / DECIMALS;
}

/** @param {number} value */
function hundredth(value) {
  return Math.round(value * 100) / 100;
}

/** @param {[number, number]} place */
function pair([x, y]) {
  return `${rounded(x)} ${rounded(y)}`;
}

/** @param {Piece[]} path */
function drawn(path) {
  return path.map((piece) => (typeof piece === "string" ? piece : commands(piece))).join("");
}

/**
 * The first point, then the way from each point to the next, in tenths of a pixel.
 * @param {Line} line
 */
function commands({ points, closed }) {
  const places = simplified(points, TINY).map((px) => Math.round(px * DECIMALS));
  if (places.length < 4 || places.some(Number.isNaN)) return "";
  let text = `M${places[0] / DECIMALS} ${places[1] / DECIMALS}l`;
  for (let i = 2; i < places.length; i += 2) {
    for (const at of [i, i + 1]) {
      const step = String((places[at] - places[at - 2]) / DECIMALS);
      text += step.startsWith("-") || text.endsWith("l") ? step : ` ${step}`;
    }
  }
  return text + (closed ? "z" : "");
}

/** @type {(kind: "fill" | "stroke", style: string, alpha: number) => string} */
function paint(kind, style, alpha) {
  const [, channels, own = "1"] = /^rgba\((.*),\s*([\d.]+)\)$/.exec(style) ?? [];
  const opacity = hundredth(alpha * Number(own));
  const colour = channels ? `rgb(${channels})` : style;
  return ` ${kind}="${escaped(colour)}"${opacity < 1 ? ` ${kind}-opacity="${opacity}"` : ""}`;
}

/** @param {string} text */
function escaped(text) {
  return Array.from(text, (sign) => {
    const code = /** @type {number} */ (sign.codePointAt(0));
    const none = code < 32 ? !"\t\n\r".includes(sign) : code >= 0xd800 && code < 0xe000;
    if (none || code === 0xfffe || code === 0xffff) return ""; // no XML
    return SIGNS[sign] ?? sign;
  }).join("");
}

const SIGNS = /** @type {Record<string, string>} */ ({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
});
