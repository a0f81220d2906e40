/** The most that is printed: a list of a thousand hides the rest of the log. */
const MOST = 20;

/** @throws {Error} that names all faults, one a line; where there are none, nothing */
export function throwFaults(faults: readonly string[]): void {
  const [first] = faults;
  if (first === undefined) {
    return;
  }
  if (faults.length === 1) {
    throw new Error(`${first}: nothing is released`);
  }
  const more = faults.length > MOST ? [`… and ${faults.length - MOST} more`] : [];
  throw new Error(
    [`${faults.length} faults in the build, nothing is released:`, ...faults.slice(0, MOST), ...more].join(
      "\n  ",
    ),
  );
}
