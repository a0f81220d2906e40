import type { ScheduledAction, ServiceSettings } from "./settings";

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

/**
 * The settings as they are when a run begins in the middle of a week: its recurring actions come sooner, and what the last one
 * before it set holds from the first minute on.
 *
 * @param startMinute minutes from Monday, 00:00 UTC, to the first minute of the run
 */
export function settingsAt(settings: ServiceSettings, startMinute: number): ServiceSettings {
  const { schedules } = settings;
  if (schedules.length === 0) return settings;
  const ago = ({ atMinute, everyMinutes = Infinity }: ScheduledAction): number =>
    everyMinutes === Infinity
      ? Infinity
      : (((startMinute - atMinute) % everyMinutes) + everyMinutes) % everyMinutes;
  const recent = schedules
    .filter((action) => ago(action) < Infinity)
    .sort((one, other) => ago(one) - ago(other));
  const last = (key: "minimum" | "maximum" | "desired"): number | undefined =>
    recent.find((action) => action[key] !== undefined)?.[key];
  const minimum = last("minimum") ?? settings.minimum;
  const maximum = Math.max(minimum, last("maximum") ?? settings.maximum);
  return {
    ...settings,
    minimum,
    maximum,
    desired: Math.min(maximum, Math.max(minimum, last("desired") ?? settings.desired)),
    schedules: schedules.flatMap((action) => {
      const { atMinute, everyMinutes } = action;
      const first =
        everyMinutes === undefined ? atMinute - startMinute : (everyMinutes - ago(action)) % everyMinutes;
      return first < 0 ? [] : [{ ...action, atMinute: first }];
    }),
  };
}
