/**
 * The one place that installs Pulumi's mocks. `setMocks` is one global per process, so every spec runs its program
 * through `run()`, which also records what the mocks do not get: parent, protection, ignored changes …
 */
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";

/** One resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** `type name` of the parent; empty for the stack's own children. */
  readonly parent: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** `name`s of the resources that it depends on explicitly or by its inputs. */
  readonly dependsOn: readonly string[];
  readonly aliases: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** What the engine compares with the last run: where it differs, the resource is replaced. */
  readonly replacementTrigger: unknown;
  readonly customTimeouts: { create: string; update: string; delete: string };
}

/** What a program made, with look-ups that fail where a test's assumption does not hold. */
export class Recording {
  readonly all: Registered[] = [];

  /** `type name` of everything, sorted: for the exact list of what exists. */
  list(): string[] {
    return this.all.map(({ type, name }) => `${type} ${name}`).sort();
  }

  ofType(type: string): Registered[] {
    return this.all.filter((resource) => resource.type === type);
  }

  /** The only resource of `type`, or the one of that name. Throws when there is none, or more than one. */
  only(type: string, name?: string): Registered {
    const found = this.ofType(type).filter((resource) => name === undefined || resource.name === name);
    const [first] = found;
    if (first === undefined || found.length > 1) {
      const what = name === undefined ? type : `${type} ${name}`;
      throw new Error(`${found.length} resources are ${what}; there are:\n${this.list().join("\n")}`);
    }
    return first;
  }
}

/** How a test answers for AWS. What it leaves out is answered by `defaults`. */
export interface Cloud {
  /** Outputs of a resource beyond its inputs. */
  readonly outputs?: (
    args: pulumi.runtime.MockResourceArgs,
  ) => Promise<Record<string, unknown>> | Record<string, unknown> | undefined;
  /** The result of a provider function. */
  readonly call?: (args: pulumi.runtime.MockCallArgs) => Record<string, unknown> | undefined;
  readonly project?: string;
  readonly stack?: string;
  /** true: as in a preview, values that AWS assigns are unknown. */
  readonly preview?: boolean;
}

const ACCOUNT = "123456789012";
const REGION = "ap-northeast-2";

const CALLS: Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:root`,
    id: ACCOUNT,
    userId: ACCOUNT,
  }),
  "aws:index/getRegion:getRegion": (inputs) => {
    const region = (inputs["region"] as string | undefined) ?? REGION;
    return { id: region, region, name: region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
  },
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
};

/** Runs `program` under mocks and waits until all that it started has ended. */
export async function run<T>(program: () => T, cloud: Cloud = {}): Promise<{ made: Recording; result: T }> {
  const made = new Recording();
  await pulumi.runtime.setMocks(
    {
      newResource: async (args) => ({
        // The id is "" unless the resource is read or imported.
        id: args.id === undefined || args.id === "" ? `${args.name}-id` : args.id,
        state: {
          ...(args.inputs as Record<string, unknown>),
          arn: `arn:aws:mock:${REGION}:${ACCOUNT}:${args.name}`,
          name: (args.inputs as { name?: string }).name ?? args.name,
          ...(await cloud.outputs?.(args)),
        },
      }),
      call: (args) => {
        const answer = cloud.call?.(args) ?? CALLS[args.token]?.(args.inputs as Record<string, unknown>);
        if (answer === undefined) {
          throw new Error(`no answer for ${args.token}: give one in this test's Cloud`);
        }
        return answer;
      },
    },
    cloud.project ?? "web-infra",
    cloud.stack ?? "test",
    cloud.preview ?? false,
  );
  record(made);
  const result = program();
  await pulumi.runtime.disconnect();
  return { made, result };
}

/** The value of an Output; rejects where its computation failed. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}

interface Monitor {
  registerResource(req: RegisterResourceRequest, callback: unknown): void;
}

/** Wraps the mock monitor so that each request's options are recorded as well as its inputs. */
function record(made: Recording): void {
  const monitor = getMonitor() as unknown as Monitor;
  const inner = monitor.registerResource.bind(monitor);
  monitor.registerResource = (req, callback) => {
    const timeouts = req.getCustomtimeouts();
    made.all.push({
      type: req.getType(),
      name: req.getName(),
      inputs: req.getObject()?.toJavaScript() ?? {},
      parent: shortUrn(req.getParent()),
      protect: req.getProtect() ?? false,
      retainOnDelete: req.getRetainondelete() ?? false,
      ignoreChanges: req.getIgnorechangesList(),
      dependsOn: req.getDependenciesList().map((urn) => urn.split("::").at(-1) ?? urn),
      aliases: req.getAliasurnsList(),
      deleteBeforeReplace: req.getDeletebeforereplace(),
      replacementTrigger: req.getReplacementTrigger()?.toJavaScript(),
      customTimeouts: {
        create: timeouts?.getCreate() ?? "",
        update: timeouts?.getUpdate() ?? "",
        delete: timeouts?.getDelete() ?? "",
      },
    });
    inner(req, callback);
  };
}

function shortUrn(urn: string): string {
  const [, , type, name] = urn.split("::");
  return type === undefined || name === undefined ? "" : `${type.split("$").at(-1) ?? type} ${name}`;
}
