import { configureAws } from "./aws/provider";
import { configureAwsx } from "./awsx/provider";
import { configureOther } from "./other/provider";
import type { PlainProperties } from "./provider/properties";
import type { Provider } from "./provider/provider";

/** The simulated provider of a package, by its name (`aws`, `awsx`, `random` …), with its configuration. */
export function configure(
  packageName: string,
  variables: PlainProperties,
  programDirectory?: string,
): Provider {
  switch (packageName) {
    case "aws":
      return configureAws({ variables });
    case "awsx":
      return configureAwsx({ variables });
    default:
      return configureOther(packageName)({ variables, programDirectory });
  }
}
