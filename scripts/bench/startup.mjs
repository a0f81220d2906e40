// One stack: the whole preview, and the program alone as this repository configures it and as Pulumi's default does.
import { inTurns, programAlone, wholePreview } from "./measure.mjs";
import { ratio, seconds, table } from "./report.mjs";

const NAMES = {
  whole: "whole preview of prod: program and both packs",
  ours: "program alone, as configured here",
  byDefault: "program alone, Pulumi's default",
};

export async function startup({ ours, byDefault, runs, targets }) {
  const { rounds, medians } = await inTurns(
    [
      { name: NAMES.whole, once: () => wholePreview(ours, "prod") },
      { name: NAMES.ours, once: () => programAlone(ours, "prod") },
      { name: NAMES.byDefault, once: () => programAlone(byDefault, "prod") },
    ],
    { runs, minutes: 3 },
  );
  const base = medians.get(NAMES.byDefault);
  const rows = [...medians].map(([name, { ms, cpuMs, memoryMb }]) => [
    name,
    seconds(ms),
    ratio(ms, base.ms),
    seconds(cpuMs),
    memoryMb.toFixed(0),
  ]);
  targets.atMost(
    "whole preview with both packs, of the default start of the program alone",
    medians.get(NAMES.whole).ms / base.ms,
    0.6,
  );
  targets.atMost(
    "start as configured here, of the default start",
    medians.get(NAMES.ours).ms / base.ms,
    1 / 2.5,
  );
  const columns = [" what", "s", "of the default start", "processor s of the program", "its peak memory, MB"];
  return `Start of prod, ${base.resources} resources, medians of ${rounds} runs\n\n${table(columns, rows)}`;
}
