import type { Progress } from "../preview";

/** How often the line is redrawn. */
const FRAME_MS = 100;

/** A line that tells what each stack is at, on a terminal only. */
export function progressLine(stream: NodeJS.WriteStream, enabled: boolean): Progress {
  if (!enabled || !stream.isTTY) return { update: () => undefined, done: () => undefined };
  const states = new Map<string, string>();
  const started = performance.now();
  const draw = () => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const text = [...states].map(([stack, state]) => `${stack}: ${state}`).join(", ");
    stream.write(`\r\u001b[K${`Previewing ${text} (${seconds} s)`.slice(0, stream.columns - 1)}`);
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
