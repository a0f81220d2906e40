/** Alarms are made for someone to get them: what a stack without an address makes of its entries' `alarms`. */
import { type Fault, isRecord, type Path } from "../components/fields";

type Values = Readonly<Record<string, unknown>>;

interface Received {
  readonly values: Values;
  readonly warnings: readonly Fault[];
  readonly notes: readonly Fault[];
}

const SECTIONS = ["sites", "services"] as const;

/**
 * The values of a stack with the alarms that have a receiver: without `alarmEmail`, entries that do not name `alarms`
 * have none, which a note says. Alarms that are wanted and notify no address are a warning.
 */
export function withReceivers(values: Values): Received {
  if (values["alarmEmail"] !== undefined) {
    return { values, warnings: [], notes: [] };
  }
  const without: Path[] = [];
  const silent: Path[] = [];
  const changed: Record<string, unknown> = { ...values };
  for (const section of SECTIONS) {
    const entries = values[section];
    if (!isRecord(entries)) {
      continue;
    }
    changed[section] = Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => {
        if (!isRecord(entry)) {
          return [name, entry];
        }
        const { alarms } = entry;
        if (alarms === undefined) {
          without.push([section, name]);
          return [name, { ...entry, alarms: false }];
        }
        if (alarms !== false && !(isRecord(alarms) && alarms["enabled"] === false)) {
          silent.push([section, name, "alarms"]);
        }
        return [name, entry];
      }),
    );
  }
  return { values: changed, warnings: silent.map(noReceiver), notes: noAlarms(without) };
}

function noAlarms(paths: readonly Path[]): Fault[] {
  return paths.length === 0
    ? []
    : [
        {
          path: ["alarmEmail"],
          message:
            `is not given, so no alarms are made for ${paths.map((path) => path.join(".")).join(", ")}: ` +
            "give the address that gets them, or write alarms: false there",
        },
      ];
}

function noReceiver(path: Path): Fault {
  return { path, message: "notify no address: give the stack an alarmEmail, such as ops@example.com" };
}
