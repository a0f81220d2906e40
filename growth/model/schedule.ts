import type { ScheduledAction } from "./settings";

/** The actions that are due in the step that begins at `time` (seconds since the first midnight of the run). */
export function scheduled(
  actions: readonly ScheduledAction[],
  time: number,
  stepSeconds: number,
): readonly ScheduledAction[] {
  if (actions.length === 0) return actions;
  return actions.filter(({ atMinute, everyMinutes }) => {
    const since = time - atMinute * 60;
    if (since < 0) return false;
    return (everyMinutes === undefined ? since : since % (everyMinutes * 60)) < stepSeconds;
  });
}
