import "uplot/dist/uPlot.min.css";
import "./style.css";
import { heldFactor, study, type Question, type Study } from "../report/study";
import { verdictLine } from "../report/words";
import { Charts } from "./charts";
import type { PageData } from "./data";
import { Picture } from "./picture";
import { initial, settled, sliders, type Values } from "./sliders";

const data = JSON.parse(element("data").textContent) as PageData;
let values: Values = initial(data.question);
let studied = study(data.question);
let minute = 0;
let playing: number | undefined;

const picture = new Picture(element("picture"));
const charts = new Charts(element("charts"), (at) => {
  pause();
  show(at);
});

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

/** Everything again, from the values of the sliders. */
function recompute(): void {
  const question: Question = settled(data.question, values);
  studied = study(question);
  element("verdict").textContent = verdictLine(studied, heldFactor(question));
  badge(studied);
  charts.draw(studied);
  show(Math.min(minute, studied.run.minutes.length - 1));
}

function badge({ verdict }: Study): void {
  const badge = element("badge");
  badge.textContent = verdict.holds ? "holds" : verdict.lost >= 0.5 ? "loses requests" : "too slow";
  badge.className = verdict.holds ? "good" : "bad";
}

function show(at: number): void {
  minute = at;
  const scrub = element("minute") as HTMLInputElement;
  scrub.max = String(studied.run.minutes.length - 1);
  scrub.value = String(at);
  element("minute-text").textContent = `minute ${at}`;
  picture.draw(studied, at);
  charts.mark(at);
}

function pause(): void {
  if (playing !== undefined) window.clearInterval(playing);
  playing = undefined;
  element("play").textContent = "▶ play";
}

function play(): void {
  if (playing !== undefined) {
    pause();
    return;
  }
  element("play").textContent = "❚❚ pause";
  playing = window.setInterval(() => {
    show((minute + 1) % studied.run.minutes.length);
  }, 200);
}

sliders(element("sliders"), data.question, values, (next) => {
  values = next;
  recompute();
});
element("play").addEventListener("click", play);
element("minute").addEventListener("input", (event) => {
  pause();
  show(Number((event.target as HTMLInputElement).value));
});
for (const { line, changes } of data.advice) {
  const item = document.createElement("button");
  item.type = "button";
  item.textContent = line;
  item.addEventListener("click", () => {
    for (const { key, value } of changes) values = { ...values, [shortKey(key)]: value };
    sliders(element("sliders"), data.question, values, (next) => {
      values = next;
      recompute();
    });
    recompute();
  });
  element("advice").append(item);
}
element("advice-section").hidden = data.advice.length === 0;
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.draw(studied));
window.addEventListener("resize", () => charts.resize());
recompute();
// Begin where something happens: the first minute in which more comes than can be answered, else the change.
const short = studied.run.minutes.findIndex(({ requests, capacity }) => requests > capacity);
show(Math.max(0, short >= 0 ? short + 1 : (studied.curve.changeMinute ?? 0)));

/** The slider of a key of the stack file or of AWS. */
function shortKey(key: string): keyof Values {
  const names: Readonly<Record<string, keyof Values>> = {
    "scaling.min": "minimum",
    MinSize: "minimum",
    "scaling.max": "maximum",
    MaxSize: "maximum",
    "scaling.cpuUpper": "upper",
    UpperThreshold: "upper",
    "scaling.evaluationPeriods": "periods",
    EvaluationPeriods: "periods",
    "scaling.step": "step",
    UpperBreachScaleIncrement: "step",
    processes: "processes",
    WEB_CONCURRENCY: "processes",
  };
  return names[key] ?? "minimum";
}
