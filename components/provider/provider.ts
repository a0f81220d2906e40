import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { PROVIDED_COMPONENTS } from "./components";
import { PACKAGE, type PackageSpec, tokenOf } from "./spec";

/**
 * The provider plugin of the components: programs in YAML, Python and every other language of Pulumi make them through it. It makes
 * no resource itself; the components that it constructs register theirs with the engine, as in a program in TypeScript.
 */
export class ComponentsProvider implements Provider {
  readonly version: string;
  readonly schema: string;

  constructor(private readonly spec: PackageSpec) {
    this.version = spec.version;
    this.schema = JSON.stringify(spec);
  }

  /** @throws {Error} with every fault of the inputs, one line each, or for a type that the package does not have */
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws must be a rejection
  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<ConstructResult> {
    const [, , short = ""] = type.split(":");
    const component = type === tokenOf(short) ? PROVIDED_COMPONENTS[short] : undefined;
    if (component === undefined) {
      const known = Object.keys(PROVIDED_COMPONENTS).map(tokenOf).join(", ");
      throw new Error(`${type} is no component of ${PACKAGE}: it has ${known}`);
    }
    const made = component.construct(name, inputs as never, options);
    return { urn: made.urn, state: this.outputsOf(type, made) };
  }

  private outputsOf(type: string, made: pulumi.ComponentResource): pulumi.Inputs {
    const values = made as unknown as Readonly<Record<string, pulumi.Input<unknown>>>;
    const keys = Object.keys(this.spec.resources[type]?.properties ?? {});
    return Object.fromEntries(keys.map((key) => [key, values[key]]));
  }
}
