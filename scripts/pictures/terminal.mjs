// A terminal's text with its colours as an SVG.
/* eslint-disable no-control-regex -- a terminal is controlled by them */
import { escaped } from "./svg.mjs";

const WIDTH = 7.8;
const HEIGHT = 18;
const MARGIN = 16;
const COLOURS = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
  90: "#9da7b3",
};

/** What the codes of colour and weight that stand before a text say of it. */
function styled(state, code) {
  if (code === 0) return {};
  if (code === 1) return { ...state, bold: true };
  if (code === 2) return { ...state, dim: true };
  if (code === 22) return { ...state, bold: false, dim: false };
  if (code === 39) return { ...state, colour: undefined };
  return code in COLOURS ? { ...state, colour: COLOURS[code] } : state;
}

function spans(line, state) {
  let svg = "";
  let now = state;
  // Links (OSC 8) show their text alone; spaces of an indentation are kept by all that draw an SVG if they do not break.
  const text = line
    .replaceAll(/\u001b\]8;[^\u0007\u001b]*(?:\u0007|\u001b\\)/g, "")
    .replaceAll(" ", "\u00a0");
  for (const part of text.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) {
      for (const code of codes.split(";")) now = styled(now, Number(code));
    } else if (part !== "") {
      const fill = now.colour ?? (now.dim ? "#9da7b3" : undefined);
      const attributes = `${fill ? ` fill="${fill}"` : ""}${now.bold ? ' font-weight="700"' : ""}`;
      svg += attributes === "" ? escaped(part) : `<tspan${attributes}>${escaped(part)}</tspan>`;
    }
  }
  return { svg, state: now };
}

/** A picture of `text`, `columns` characters wide. */
export function terminalPicture(text, columns) {
  let state = {};
  const lines = text.split("\n").flatMap((line, index) => {
    const drawn = spans(line, state);
    state = drawn.state;
    if (drawn.svg === "") return [];
    return `<text x="${MARGIN}" y="${MARGIN + (index + 1) * HEIGHT - 4}">${drawn.svg}</text>`;
  });
  const width = Math.ceil(columns * WIDTH) + 2 * MARGIN;
  const height = text.split("\n").length * HEIGHT + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g fill="#e6edf3" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="13">
${lines.join("\n")}
</g>
</svg>
`;
}
