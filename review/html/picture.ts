import dagre from "@dagrejs/dagre";
import type { Box, Path } from "../request-path/path";
import { attribute, escaped } from "./escape";

/** Width of a box, in pixels. */
const WIDTH = 192;

/** Of the visitor's, which says nothing else. */
const NARROW = 92;

/** Characters that fit a line of a box. */
const CHARACTERS = 27;

const LINE_HEIGHT = 17;
const TITLE_HEIGHT = 30;
const PADDING = 12;

/** How a box differs from the other revision. */
export type Mark = "" | "new" | "gone" | "moved";

/** What the picture shows of a box besides its settings. */
export interface Notes {
  readonly markOf: (box: Box) => Mark;
  /** Findings of the resources behind a box. */
  readonly findingsOf: (box: Box) => readonly { readonly policy: string; readonly enforcement: string }[];
}

/**
 * A path as a list of boxes, placed on a plane with arrows behind them. Without the plane, on a phone or for a screen reader, it is the
 * list alone, in the order of the way.
 */
export function picture(path: Path, notes: Notes): string {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 20, ranksep: 36, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of path.boxes)
    graph.setNode(box.id, {
      width: box.kind === "visitor" ? NARROW : WIDTH,
      height: heightOf(box, notes),
    });
  for (const { from, to, label } of path.arrows) {
    if (graph.hasNode(from) && graph.hasNode(to))
      graph.setEdge(from, to, { width: label.length * 5, height: 14 });
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const size = `width:${Math.ceil(width)}px;height:${Math.ceil(height)}px`;
  const items = inOrder(path).map(({ box, acts }) => boxItem(box, graph.node(box.id) as Placed, notes, acts));
  return (
    `<div class="plane" tabindex="0" role="group" aria-label=${attribute(`${path.kind} ${path.name}, the picture`)}>` +
    `<div class="stage" style="${size}">${arrowsSvg(path, graph, Math.ceil(width), Math.ceil(height))}<ol class="picture">${items.join("")}</ol></div></div>`
  );
}

/** What stands in the way of a request first, then what only acts on it, with the words of its arrows: `adds, removes EC2 instances`. */
function inOrder({ boxes, arrows }: Path): readonly { readonly box: Box; readonly acts: string }[] {
  const all = boxes.map((box) => {
    const own = arrows.filter(({ from }) => from === box.id);
    const acts = own.length > 0 && own.every(({ aside }) => aside === true) ? own : [];
    const words = acts.map(({ to, label }) => `${label} ${boxes.find(({ id }) => id === to)?.title ?? ""}`);
    return { box, acts: words.join("; ") };
  });
  return [...all.filter(({ acts }) => acts === ""), ...all.filter(({ acts }) => acts !== "")];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function heightOf(box: Box, notes: Notes): number {
  const lines = [...box.lines, ...(notes.findingsOf(box).length > 0 ? [""] : [])];
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS)), 0);
  const title = Math.ceil(box.title.length / 20);
  return TITLE_HEIGHT * Math.max(1, title * 0.8) + rows * LINE_HEIGHT + PADDING;
}

const WORDS: Readonly<Record<Mark, string>> = { "": "", new: "new", gone: "gone", moved: "changed" };

function boxItem(box: Box, { x, y, width, height }: Placed, notes: Notes, acts: string): string {
  const mark = notes.markOf(box);
  const found = notes.findingsOf(box);
  const badge = mark === "" ? "" : `<span class="badge">${WORDS[mark]}</span>`;
  const lines = box.lines.map((line) => `<li>${escaped(line)}</li>`).join("");
  const mandatory = found.filter(({ enforcement }) => enforcement === "mandatory").length;
  const policies = [...new Set(found.map(({ policy }) => policy))].join(", ");
  const findings =
    found.length === 0
      ? ""
      : `<p class="found${mandatory > 0 ? " mandatory" : ""}" title=${attribute(policies)}>${found.length} ${found.length === 1 ? "finding" : "findings"}</p>`;
  const place = `left:${Math.round(x - width / 2)}px;top:${Math.round(y - height / 2)}px;width:${width}px;min-height:${Math.round(height)}px`;
  const does = acts === "" ? "" : `<p class="acts">${escaped(acts)}</p>`;
  return `<li class="box ${box.kind} ${acts === "" ? "way" : ""} ${mark}" style="${place}"><strong>${escaped(box.title)}${badge}</strong>${does}${lines === "" ? "" : `<ul>${lines}</ul>`}${findings}</li>`;
}

/** The arrows; a list says the order of the boxes, so that they are for eyes only. */
function arrowsSvg(path: Path, graph: dagre.graphlib.Graph, width: number, height: number): string {
  const id = `tip-${path.id.replaceAll(/[^\w-]/g, "-")}`;
  const lines = path.arrows.flatMap(({ from, to, label, aside }) => {
    if (!graph.hasEdge(from, to)) return [];
    const { points } = graph.edge(from, to) as unknown as { points: readonly { x: number; y: number }[] };
    const way = points
      .map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
      .join(" ");
    const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
    const text =
      label === ""
        ? ""
        : `<text x="${middle.x.toFixed(1)}" y="${(middle.y - 5).toFixed(1)}">${escaped(label)}</text>`;
    return [`<path d="${way}" marker-end="url(#${id})"${aside === true ? ' class="aside"' : ""}/>${text}`];
  });
  return (
    `<svg class="arrows" aria-hidden="true" focusable="false" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs><marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 10 5 0 10z"/></marker></defs>${lines.join("")}</svg>`
  );
}
