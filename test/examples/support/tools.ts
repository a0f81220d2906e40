import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program of the machine is, looked for as a shell does and in /usr/sbin. */
function findTool(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return folders.map((folder) => join(folder, name)).find(executable);
}

/**
 * The program's path. Without it the tests are skipped with a line that says what to install; with CI=true they fail,
 * since there no one would read that line.
 */
export function needTool(context: Mocha.Context, name: string, install: string): string {
  const found = findTool(name);
  if (found !== undefined) return found;
  const line = `${name} is not installed: ${install}`;
  if (process.env.CI === "true") throw new Error(line);
  console.log(`    skipped: ${line}`);
  return context.skip();
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
