// Flags that are passed on to the Pulumi CLI.
import { fail } from "./ready.mjs";

/** Ends where the flags name another stack than the one that was judged, or two files. */
export function checkFlags(script, stack, flags) {
  const other = flags.find((flag) => /^(?:--stack(?:=.*)?|-s.*)$/.test(flag));
  if (other !== undefined) {
    fail(script, `${other}: the stack is the first word, and is ${stack}: leave the flag out`);
  }
  const files = flags.filter((flag) => /^--config-file(?:=|$)/.test(flag));
  if (files.length > 1) fail(script, "--config-file holds one value, and is given twice: give it once");
}

/** Ends where the CLI would refuse to go on, having no terminal to ask in: before what takes time. */
export function checkConfirmed(script, stack, flags) {
  if (!isConfirmed(flags) && !hasTerminal(flags)) {
    fail(
      script,
      `there is no terminal to confirm it in: npm run ${script} -- ${stack} --yes goes on without`,
    );
  }
}

/** As the CLI has it: one of these flags, or the variable that stands for the first. */
function isConfirmed(flags) {
  const confirms = /^(?:--yes|--skip-preview|--preview-only|--remote)(?:=true)?$|^-[a-z]*[yf]/;
  return (
    flags.some((flag) => confirms.test(flag)) ||
    /^(?:1|true)$/i.test(process.env.PULUMI_SKIP_CONFIRMATIONS ?? "")
  );
}

function hasTerminal(flags) {
  return (
    process.stdin.isTTY === true &&
    process.stdout.isTTY === true &&
    process.env.TERM?.toLowerCase() !== "dumb" &&
    !flags.some((flag) => /^--non-interactive(?:=true)?$/.test(flag))
  );
}
