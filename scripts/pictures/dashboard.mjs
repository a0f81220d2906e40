// The layout of a CloudWatch dashboard as an SVG: its charts where they stand, with what each draws and its limits. There are no curves:
// what a service measures is not known before it runs.
import { escaped } from "./svg.mjs";

const COLUMN = 42;
const ROW = 30;
const GAP = 6;
const LINES = ["#1f77b4", "#d95f02"];

function chart({ x, y, width, height, properties }) {
  const left = x * COLUMN + GAP;
  const top = y * ROW + GAP;
  const wide = width * COLUMN - 2 * GAP;
  const high = height * ROW - 2 * GAP;
  const labels = properties.metrics.map((metric) => metric.at(-1).label);
  const limits = properties.annotations?.horizontal ?? [];
  const ceiling = Math.max(...limits.map(({ value }) => value)) * 1.25;
  const floor = high - 34;
  const limitLines = limits.map(({ label, value }) => {
    const at = floor - (value / ceiling) * (floor - 40);
    return `<line x1="14" x2="${wide - 14}" y1="${at}" y2="${at}" stroke="#b4232a" stroke-dasharray="5 4"/><text x="${wide - 14}" y="${at - 4}" text-anchor="end" fill="#b4232a" font-size="11">${escaped(label.includes(String(value)) ? label : `${label} ${value}`)}</text>`;
  });
  let place = 14;
  const legend = labels.map((label, index) => {
    const mark = `<rect x="${place}" y="${high - 20}" width="10" height="10" fill="${LINES[index]}"/><text x="${place + 15}" y="${high - 11}" font-size="11">${escaped(label)}</text>`;
    place += 30 + label.length * 6.4;
    return mark;
  });
  return `<g transform="translate(${left} ${top})"><rect width="${wide}" height="${high}" rx="6" fill="#fff" stroke="#c6cbd1"/>
<text x="14" y="22" font-size="13" font-weight="700">${escaped(properties.title)}</text>
<line x1="14" x2="${wide - 14}" y1="${floor}" y2="${floor}" stroke="#c6cbd1"/>
${[...limitLines, ...legend].join("\n")}</g>`;
}

/** A picture of the body of a dashboard. */
export function dashboardPicture({ widgets }) {
  const width = Math.max(...widgets.map((widget) => widget.x + widget.width)) * COLUMN;
  const height = Math.max(...widgets.map((widget) => widget.y + widget.height)) * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="100%" height="100%" fill="#f2f3f3"/>
<g fill="#16191f" font-family="'Helvetica Neue',Arial,'DejaVu Sans',sans-serif">
${widgets.map(chart).join("\n")}
</g>
</svg>
`;
}
