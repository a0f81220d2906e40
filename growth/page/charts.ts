import uPlot from "uplot";
import type { Study } from "../report/study";
import { lowerThreshold, upperThreshold } from "../report/verdict";

interface ChartSpec {
  readonly title: string;
  readonly series: readonly {
    readonly label: string;
    readonly color: string;
    readonly fill?: string;
    readonly dash?: number[];
    readonly step?: boolean;
  }[];
  readonly values: (studied: Study) => (number | null)[][];
  readonly unit: string;
}

const stepped = uPlot.paths.stepped?.({ align: 1 });

const CHARTS: readonly ChartSpec[] = [
  {
    title: "Requests a minute against capacity",
    series: [
      { label: "requests", color: "--ink", fill: "--requests" },
      { label: "can be answered", color: "--good", step: true },
      { label: "lost", color: "--bad", fill: "--lost" },
    ],
    values: ({ run }) => [
      run.minutes.map(({ requests }) => requests),
      run.minutes.map(({ capacity }) => capacity),
      run.minutes.map(({ lost }) => (lost < 0.5 ? null : lost)),
    ],
    unit: "",
  },
  {
    title: "Instances",
    series: [
      { label: "in service", color: "--good", fill: "--instances", step: true },
      { label: "with those starting", color: "--warn", dash: [4, 4], step: true },
    ],
    values: ({ run }) => [
      run.minutes.map(({ inService }) => inService),
      run.minutes.map(({ inService, launching }) => inService + launching),
    ],
    unit: "",
  },
  {
    title: "CPU of the group, %",
    series: [
      { label: "CPU", color: "--ink" },
      { label: "grow above", color: "--bad", dash: [6, 4] },
      { label: "shrink below", color: "--muted", dash: [6, 4] },
    ],
    values: ({ run, settings }) => [
      run.minutes.map(({ cpu }) => cpu),
      run.minutes.map(() => upperThreshold(settings) ?? null),
      run.minutes.map(() => lowerThreshold(settings) ?? null),
    ],
    unit: " %",
  },
  {
    title: "Time to the answer, s",
    series: [
      { label: "95 % within", color: "--warn", fill: "--slow" },
      { label: "mean waiting", color: "--ink" },
    ],
    values: ({ run }) => [
      run.minutes.map(({ p95Ms }) => p95Ms / 1000),
      run.minutes.map(({ waitingMs }) => waitingMs / 1000),
    ],
    unit: " s",
  },
];

/** The charts under one another, their cursors bound together. */
export class Charts {
  private plots: uPlot[] = [];

  constructor(
    private readonly into: HTMLElement,
    private readonly picked: (minute: number) => void,
  ) {}

  draw(studied: Study): void {
    for (const plot of this.plots) plot.destroy();
    this.into.replaceChildren();
    this.plots = CHARTS.map((spec) => this.plot(spec, studied));
  }

  resize(): void {
    for (const plot of this.plots) plot.setSize({ width: this.into.clientWidth, height: plot.height });
  }

  /** Puts the cursor on a minute. */
  mark(minute: number): void {
    for (const plot of this.plots) plot.setCursor({ left: plot.valToPos(minute, "x"), top: 10 }, true);
  }

  private plot(spec: ChartSpec, studied: Study): uPlot {
    const ink = color("--muted");
    const grid = { stroke: color("--grid"), width: 1 };
    const data: uPlot.AlignedData = [
      studied.run.minutes.map(({ minute }) => minute),
      ...spec.values(studied),
    ];
    const axis = { stroke: ink, grid, ticks: grid, font: "12px system-ui, sans-serif" };
    const plot = new uPlot(
      {
        title: spec.title,
        width: this.into.clientWidth,
        height: 190,
        scales: { x: { time: false }, y: { range: (_, __, most) => [0, most * 1.1 || 1] } },
        axes: [
          { ...axis, size: 28, values: (_, ticks) => ticks.map((tick) => String(tick)) },
          { ...axis, size: 56 },
        ],
        legend: { live: true },
        cursor: { sync: { key: "growth" }, y: false },
        series: [
          { label: "minute" },
          ...spec.series.map(({ label, color: name, fill, dash, step }) => ({
            label,
            stroke: color(name),
            width: 2,
            points: { show: false },
            ...(fill === undefined ? {} : { fill: color(fill) }),
            ...(dash === undefined ? {} : { dash }),
            ...(step === true && stepped !== undefined ? { paths: stepped } : {}),
            value: (_: uPlot, value: number | null) =>
              value === null ? "–" : `${format(value)}${spec.unit}`,
          })),
        ],
      },
      data,
      this.into,
    );
    plot.over.addEventListener("click", () => {
      const { idx } = plot.cursor;
      if (typeof idx === "number") this.picked(idx);
    });
    return plot;
  }
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Math.round(value * 10) / 10);
}

/** A colour of the page's style, which depends on the scheme. */
function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
