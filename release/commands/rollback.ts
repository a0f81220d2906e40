/** Makes a former release live again. */
import { s3Time } from "../aws/bucket";
import type { Context } from "../context";
import { activate } from "../publish/publish";
import { readCurrent } from "../publish/current";
import { inDoubt, rollbackTarget, undone, type ReleaseRecord } from "../records/state";
import type { ReadState } from "../records/store";
import { locked } from "./locked";

/** Makes the release with this id live again; of the live one it brings back every file. */
export async function activateRelease(context: Context, id: string): Promise<string> {
  return locked(context, { what: `the activation of ${id}`, urgent: true }, async (inner) => {
    const found = await readCurrent(inner);
    const record = found.state.releases.find((each) => each.id === id);
    if (record === undefined || record.status !== "complete") {
      throw new Error(
        record === undefined
          ? `there is no release ${id}: see "release list"`
          : `release ${id} was never live: deploy it again`,
      );
    }
    if (id === found.state.active) {
      inner.log.step(`release ${id} is live already: what differs is brought back`);
    }
    await activate(inner, record, found);
    return id;
  });
}

/**
 * Goes back to the release that was live before. Where a deployment is under way or was cut off, that one is what is taken back, and the
 * release that was live before it stays.
 */
export async function rollback(context: Context): Promise<string> {
  // As recorded, and not as visitors see it: a release that is watched is live already.
  const before = await context.store.read();
  const unfinished = new Set(inDoubt(before.state));
  return locked(context, { what: "a rollback", urgent: true }, async (inner) => {
    const found = await readCurrent(inner);
    const { active, releases } = found.state;
    const live = releases.find(({ id }) => id === active);
    const cutOff = inDoubt(found.state).filter((id) => id !== active);
    if (live !== undefined && cutOff.length > 0) {
      inner.log.step(`a deployment of ${cutOff.join(", ")} was cut off: release ${live.id} is brought back`);
      return restore(inner, live, found, cutOff);
    }
    const gaveWay = releases.filter(
      ({ id, underway }) => unfinished.has(id) && underway !== true && id !== active,
    );
    if (live !== undefined && gaveWay.length > 0) {
      inner.log.step(
        `release ${gaveWay.map(({ id }) => id).join(", ")} has been taken back; the site shows ${live.id}`,
      );
      return live.id;
    }
    const target = rollbackTarget(found.state);
    if (target === undefined) {
      throw new Error("there is no former release to go back to");
    }
    await activate(inner, target, found);
    return target.id;
  });
}

async function restore(
  context: Context,
  live: ReleaseRecord,
  found: ReadState,
  cutOff: readonly string[],
): Promise<string> {
  if (context.settings.release === "atomic") {
    // Visitors have never had anything else.
    await context.store.write(undone(found.state, cutOff, s3Time()), found.etag);
    context.log.step(`the site shows ${live.id}`);
    return live.id;
  }
  await activate(context, live, found);
  return live.id;
}
