import type { Study } from "../report/study";
import { count } from "../report/words";

const SVG = "http://www.w3.org/2000/svg";

/** Instances that are drawn one by one, at most. */
const MOST = 12;

/** Route 53 → ALB → instances at one minute: boxes fill with CPU, those that start are dashed, what is lost leaves in red. */
export class Picture {
  constructor(private readonly into: HTMLElement) {}

  draw({ run, settings }: Study, at: number): void {
    const minute = run.minutes[at];
    if (minute === undefined) return;
    const boxes = minute.inService + minute.launching;
    const shown = Math.min(MOST, Math.max(boxes, settings.maximum, 1));
    const perRow = Math.min(shown, 4);
    const rows = Math.ceil(shown / perRow);
    const height = Math.max(150, rows * 62 + 20);
    const middle = height / 2;
    const root = node("svg", { viewBox: `0 0 640 ${height}`, role: "img" });
    root.append(
      titled(
        `minute ${at}: ${minute.inService} in service, ${minute.launching} starting, CPU ${minute.cpu.toFixed(0)} %`,
      ),
    );
    const thick = (requests: number): number => Math.max(1.5, Math.min(16, (requests / peak(run)) * 16));
    root.append(
      line(96, middle, 150, middle, thick(minute.requests), "flow"),
      line(250, middle, 316, middle, thick(minute.requests - minute.lost), "flow"),
      box(6, middle - 30, 90, 60, "Route 53", `${count(minute.requests)} / min`, "node"),
      box(
        150,
        middle - 36,
        100,
        72,
        "ALB",
        minute.waitingMs >= 1000
          ? `wait ${(minute.waitingMs / 1000).toFixed(1)} s`
          : `wait ${minute.waitingMs.toFixed(0)} ms`,
        "node",
      ),
    );
    if (minute.lost >= 0.5) {
      root.append(
        line(200, middle + 36, 200, height - 18, thick(minute.lost), "lost"),
        text(200, height - 4, `${count(minute.lost)} lost`, "lost-text"),
      );
    }
    for (let index = 0; index < shown; index++) {
      const x = 320 + (index % perRow) * 78;
      const y = middle - (rows * 62) / 2 + Math.floor(index / perRow) * 62 + 4;
      const serving = index < minute.inService;
      const starting = !serving && index < boxes;
      root.append(
        instance(x, y, serving ? minute.cpu : 0, serving ? "serving" : starting ? "starting" : "free"),
      );
    }
    if (boxes > MOST) root.append(text(470, height - 4, `and ${boxes - MOST} more`, "label"));
    this.into.replaceChildren(root);
  }
}

function peak({ minutes }: Study["run"]): number {
  return minutes.reduce((most, { requests }) => Math.max(most, requests), 1);
}

function instance(x: number, y: number, cpu: number, state: "serving" | "starting" | "free"): SVGElement {
  const group = node("g", { class: `instance ${state}` });
  const full = Math.min(100, cpu);
  group.append(node("rect", { x, y, width: 70, height: 54, rx: 6, class: "frame" }));
  if (state === "serving") {
    const height = (full / 100) * 50;
    group.append(
      node("rect", {
        x: x + 2,
        y: y + 52 - height,
        width: 66,
        height,
        rx: 4,
        class: full > 95 ? "level full" : "level",
      }),
    );
    group.append(text(x + 35, y + 32, `${cpu.toFixed(0)} %`, "label strong"));
  } else group.append(text(x + 35, y + 32, state === "starting" ? "starting" : "", "label"));
  return group;
}

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  name: string,
  below: string,
  kind: string,
): SVGElement {
  const group = node("g", { class: kind });
  group.append(
    node("rect", { x, y, width, height, rx: 8, class: "frame" }),
    text(x + width / 2, y + height / 2 - 4, name, "label strong"),
    text(x + width / 2, y + height / 2 + 16, below, "label"),
  );
  return group;
}

function line(x1: number, y1: number, x2: number, y2: number, width: number, kind: string): SVGElement {
  return node("line", { x1, y1, x2, y2, "stroke-width": width, class: kind });
}

function text(x: number, y: number, content: string, kind: string): SVGElement {
  const element = node("text", { x, y, class: kind, "text-anchor": "middle" });
  element.textContent = content;
  return element;
}

function titled(content: string): SVGElement {
  const element = node("title", {});
  element.textContent = content;
  return element;
}

function node(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
