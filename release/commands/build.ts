/** Reads a build and checks it, for every command that releases one. */
import { indexOf } from "../../components/release-contract";
import { checkBuild } from "../build/check";
import { readBuild } from "../build/files";
import { warnOfUnreachable } from "../build/reachable";
import type { Context } from "../context";
import { plural } from "../log";
import type { BuildFile } from "../records/manifest";

export async function checkedBuild(context: Context, directory: string): Promise<readonly BuildFile[]> {
  const { settings, log } = context;
  const { files, leftOut } = await readBuild(directory, settings.exclude);
  const [first] = leftOut;
  if (first !== undefined) {
    log.step(`left out: ${plural(leftOut.length, "file")}, e.g. ${first}`);
  }
  await checkBuild(files, {
    index: indexOf(settings),
    externalPaths: [
      ...settings.externalPaths,
      ...(settings.apiRoutes ?? []).flatMap((prefix) => [prefix, `${prefix}/*`]),
    ],
  });
  warnOfUnreachable(files, log);
  return files;
}
