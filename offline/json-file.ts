import { readFileSync } from "node:fs";
import { unreadable, UsageError } from "./errors";

/**
 * The JSON document of a file that an option names.
 *
 * @param option with its value, as it stands before messages: `--state FILE`
 * @throws UsageError where it cannot be read, or holds something else
 */
export function readJsonFile(path: string, option: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option}: ${code === undefined ? "is no JSON document" : unreadable(error)}`);
  }
}
