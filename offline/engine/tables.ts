import type { CallMethod, CheckInputs, ExpandRemote, Invoke, Simulate, SimulateRead } from "../contract";

/** The tables that know AWS. */
export interface Tables {
  readonly checkInputs: CheckInputs;
  readonly simulate: Simulate;
  readonly simulateRead: SimulateRead;
  readonly invoke: Invoke;
  readonly expandRemote: ExpandRemote;
  readonly callMethod: CallMethod;
}

/** Loads the tables, while the program is still starting. */
export async function loadTables(): Promise<Tables> {
  const [{ checkInputs, simulate, simulateRead }, { invoke }, { callMethod, expandRemote }] =
    await Promise.all([
      import("../simulate/index.js"),
      import("../invokes/index.js"),
      import("../remote/index.js"),
    ]);
  return { checkInputs, simulate, simulateRead, invoke, expandRemote, callMethod };
}
