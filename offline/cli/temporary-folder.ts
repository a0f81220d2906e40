import { accessSync, constants, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { UsageError } from "../errors";

/** The SDK and the policy packs write there, and end with a stack trace where they cannot. @throws {UsageError} */
export function checkTemporaryFolder(): void {
  const folder = tmpdir();
  const advice = "set TMPDIR to a folder that can be written";
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`there is no folder ${folder} for temporary files: make it, or ${advice}`);
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(`${folder}, the folder for temporary files, cannot be written: ${advice}`);
  }
}
