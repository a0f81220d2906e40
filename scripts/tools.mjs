// The programs of others that scripts call: whether they are there, and one call to its end.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./packs.mjs";
import { fail } from "./ready.mjs";

/** Whether a program is on the PATH. */
export function isInstalled(command) {
  const names = process.platform === "win32" ? [`${command}.exe`, `${command}.cmd`] : [command];
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => names.some((file) => existsSync(join(folder, file))));
}

/** Runs a program with the terminal of this one. Returns its exit code; 1 where a signal has ended it. */
export function start(script, command, args) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error !== undefined) fail(script, `${command} could not be started: ${error.message}`);
  return signal === null ? status : 1;
}

/** Runs a program. Returns `{ text }`, what it prints, or `{ fault }`, its last line on standard error, where it fails. */
export function output(script, command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["inherit", "pipe", "pipe"],
  });
  if (error !== undefined) fail(script, `${command} could not be started: ${error.message}`);
  return status === 0 ? { text: stdout } : { fault: stderr.trim().split("\n").at(-1) ?? "" };
}
