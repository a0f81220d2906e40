/** Watches the site's alarm on errors for some minutes after a release. */
import { alarmState } from "../aws/alarm";
import type { Context } from "../context";
import { sleep } from "../sleep";

const POLL_SECONDS = 15;
/** How soon a release gives way to another deployment. */
const CHECK_SECONDS = 3;

/** Whether the alarm is worth watching: one that rings before the release would undo its own remedy. */
export async function canBake({ settings, log }: Context): Promise<boolean> {
  if (settings.bake === undefined) {
    return false;
  }
  const { alarmName, region } = settings.bake;
  if ((await alarmState(alarmName, region)).rings) {
    log.warn(`alarm ${alarmName} rings already: it is not watched after this release`);
    return false;
  }
  return true;
}

/** @throws {Error} when the alarm rings within the bake time */
export async function bakeRelease({ settings, log, checkpoint, signal }: Context): Promise<void> {
  const { bake } = settings;
  if (bake === undefined) {
    return;
  }
  log.step(`watching alarm ${bake.alarmName} for ${bake.minutes} min`);
  const deadline = Date.now() + bake.minutes * 60_000;
  for (;;) {
    await checkpoint();
    const alarm = await alarmState(bake.alarmName, bake.region);
    if (alarm.rings) {
      throw new Error(`alarm ${bake.alarmName} rings after the release: ${alarm.reason}`);
    }
    const left = (deadline - Date.now()) / 1000;
    if (left <= 0) {
      return;
    }
    const next = Date.now() + Math.min(POLL_SECONDS, left) * 1000;
    while (Date.now() < next) {
      await sleep(Math.min(CHECK_SECONDS, (next - Date.now()) / 1000), signal);
      await checkpoint();
    }
  }
}
