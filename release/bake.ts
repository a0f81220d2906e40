/** Watches the site's alarm on errors for some minutes after a release. */
import { awsJson } from "./aws";
import type { Context } from "./context";
import { sleep } from "./log";
import type { ReleaseSettings } from "../components/release-contract";

interface Alarms {
  readonly MetricAlarms?: readonly { readonly StateValue: string; readonly StateReason?: string }[];
  readonly CompositeAlarms?: readonly { readonly StateValue: string; readonly StateReason?: string }[];
}

const POLL_SECONDS = 15;

/** Whether the alarm is worth watching: one that rings before the release would undo its own remedy. */
export async function canBake({ settings, log }: Context): Promise<boolean> {
  if (settings.bake === undefined) {
    return false;
  }
  const alarm = await read(settings.bake);
  if (alarm.StateValue === "ALARM") {
    log.warn(`alarm ${settings.bake.alarmName} rings already: it is not watched after this release`);
    return false;
  }
  return true;
}

/** @throws {Error} when the alarm rings within the bake time */
export async function bakeRelease({ settings, log, checkpoint }: Context): Promise<void> {
  const { bake } = settings;
  if (bake === undefined) {
    return;
  }
  log.step(`watching alarm ${bake.alarmName} for ${bake.minutes} min`);
  const deadline = Date.now() + bake.minutes * 60_000;
  for (;;) {
    checkpoint();
    const alarm = await read(bake);
    if (alarm.StateValue === "ALARM") {
      throw new Error(
        `alarm ${bake.alarmName} rings after the release: ${alarm.StateReason ?? "no reason given"}`,
      );
    }
    const left = (deadline - Date.now()) / 1000;
    if (left <= 0) {
      return;
    }
    await sleep(Math.min(POLL_SECONDS, left));
  }
}

async function read({ alarmName, region }: NonNullable<ReleaseSettings["bake"]>) {
  const answer = await awsJson<Alarms>([
    ...["cloudwatch", "describe-alarms", "--alarm-names", alarmName, "--region", region],
    ...["--alarm-types", "MetricAlarm", "CompositeAlarm"],
  ]);
  const [alarm] = [...(answer?.MetricAlarms ?? []), ...(answer?.CompositeAlarms ?? [])];
  if (alarm === undefined) {
    throw new Error(`there is no alarm ${alarmName} in ${region}`);
  }
  return alarm;
}
