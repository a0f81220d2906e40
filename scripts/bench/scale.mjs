// The same program with many sites and services.
import { inTurns, programAlone, wholePreview } from "./measure.mjs";
import { ratio, seconds, table } from "./report.mjs";

/** From here on a case takes long, and its noise is small beside it. */
const MANY = 50;

export async function scale({ ours, byDefault, runs, counts, targets }) {
  const results = new Map();
  const rounds = [];
  for (const [some, times, minutes] of [
    [counts.filter((count) => count < MANY), runs, 3],
    [counts.filter((count) => count >= MANY), Math.min(runs, 3), 4],
  ]) {
    if (some.length === 0) continue;
    const cases = some.flatMap((count) => casesOf(count, ours, byDefault));
    const { rounds: done, medians } = await inTurns(cases, { runs: times, minutes });
    for (const [name, median] of medians) results.set(name, median);
    rounds.push(`${done} runs (${some.join(", ")})`);
  }
  judge(results, counts, targets);
  const rows = counts.map((count) => rowOf(count, results));
  const columns = [
    "sites and services each",
    "resources",
    "as configured here, s",
    "Pulumi's default, s",
    "of the default",
    "whole preview, s",
    "peak memory here, MB",
    "by default, MB",
  ];
  return `Many sites and services, the program alone and the whole preview, medians of ${rounds.join(" and ")}\n\n${table(columns, rows)}`;
}

function casesOf(count, ours, byDefault) {
  const stack = `copies${count}`;
  return [
    { name: `${count}, as configured here`, once: () => programAlone(ours, stack) },
    { name: `${count}, Pulumi's default`, once: () => programAlone(byDefault, stack) },
    ...(count === 0 ? [] : [{ name: `${count}, whole preview`, once: () => wholePreview(ours, stack) }]),
  ];
}

function rowOf(count, results) {
  const here = results.get(`${count}, as configured here`);
  const usual = results.get(`${count}, Pulumi's default`);
  const whole = results.get(`${count}, whole preview`);
  return [
    count,
    here.resources,
    seconds(here.ms),
    seconds(usual.ms),
    ratio(here.ms, usual.ms),
    whole === undefined ? "" : seconds(whole.ms),
    here.memoryMb.toFixed(0),
    usual.memoryMb.toFixed(0),
  ];
}

function judge(results, counts, targets) {
  const most = Math.max(...counts);
  const here = (count) => results.get(`${count}, as configured here`)?.ms;
  const [none, one, many] = [here(0), here(1), here(most)];
  if (none !== undefined && one !== undefined && most > 1) {
    targets.atMost(
      `${most} copies, of ${most} times what the first adds to an empty stack`,
      (many - none) / (most * (one - none)),
      1,
    );
  }
  if (most > 1) {
    targets.atMost(
      `${most} copies, of what they cost by default`,
      many / results.get(`${most}, Pulumi's default`).ms,
      0.5,
    );
  }
}
