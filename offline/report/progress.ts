import type { Progress } from "../preview/result";

/** How often the line is redrawn. */
const FRAME_MS = 100;

/** Width of a terminal that does not tell its own (a serial line, some CI runners). */
const USUAL_COLUMNS = 80;

/** What the line needs of a terminal. */
export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly write: (text: string) => unknown;
}

/** A line that tells what each stack is at, on a terminal that can clear a line only. */
export function progressLine(
  stream: Terminal,
  enabled: boolean,
  stacks: readonly string[],
  terminalName = process.env["TERM"],
): Progress {
  if (!enabled || !stream.isTTY || terminalName === "dumb") {
    return { update: () => undefined, done: () => undefined };
  }
  const states = new Map(stacks.map((stack) => [stack, "waiting"]));
  const started = performance.now();
  const draw = () => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const text = [...states].map(([stack, state]) => `${stack}: ${state}`).join(", ");
    const width = (stream.columns || USUAL_COLUMNS) - 1;
    stream.write(`\r\u001b[K${`Previewing ${text} (${seconds} s)`.slice(0, width)}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    update: (stack, state) => states.set(stack, state),
    done: () => {
      clearInterval(timer);
      stream.write("\r\u001b[K");
    },
  };
}
