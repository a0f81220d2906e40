import * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Deployment, Resource } from "./deployment";
import { EngineFault } from "./faults";
import { structOf } from "../provider/structs";
import type { Callbacks } from "./transforms";

/**
 * The program's resource hooks. They run around real changes, of which a preview makes none; those with `onDryRun` run in a preview too:
 * the resource is refused if one fails before its creation, unless its errors are to be ignored; after it, that is a warning.
 */
export class Hooks {
  private readonly onDryRun = new Map<string, resource.RegisterResourceHookRequest>();

  constructor(
    private readonly callbacks: Callbacks,
    private readonly deployment: Deployment,
  ) {}

  add(request: resource.RegisterResourceHookRequest): void {
    if (request.getOnDryRun()) this.onDryRun.set(request.getName(), request);
  }

  /** Runs the hooks of a creation, by their names. */
  async around(made: Resource, before: readonly string[], after: readonly string[]): Promise<void> {
    for (const name of before) {
      const error = await this.run(name, made, false);
      if (error === "") continue;
      const message = `before hook ${name} of ${made.type} '${made.name}' failed: ${error}`;
      if (this.onDryRun.get(name)?.getIgnoreErrors() !== true) throw new EngineFault(message, made.urn);
      this.deployment.report("warning", message, made.urn);
    }
    for (const name of after) {
      const error = await this.run(name, made, true);
      if (error === "") continue;
      const message = `after hook ${name} of ${made.type} '${made.name}' failed: ${error}`;
      this.deployment.report("warning", message, made.urn);
    }
  }

  /** The hook's error; "" if it has none, or is not for previews. */
  private async run(name: string, made: Resource, isMade: boolean): Promise<string> {
    const callback = this.onDryRun.get(name)?.getCallback();
    if (!callback) return "";
    const request = new resource.ResourceHookRequest();
    request.setUrn(made.urn);
    request.setName(made.name);
    request.setType(made.type);
    request.setNewInputs(structOf(made.inputs));
    if (isMade) {
      request.setId(made.id);
      request.setNewOutputs(structOf(made.outputs));
    }
    const answer = await this.callbacks.call(callback, request.serializeBinary());
    return resource.ResourceHookResponse.deserializeBinary(answer).getError();
  }
}
