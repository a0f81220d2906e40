import type { PlainProperties } from "../../provider/properties";
import type { RegisteredResource } from "../../provider/provider";
import { blockOf, invoke, makeChild, outputOf, type Component } from "../component";
import { apply } from "../traced";

/** A log group that is made, or one that is there already. */
export interface LogGroup {
  readonly resource?: RegisteredResource;
  readonly name: unknown;
  readonly region: unknown;
}

/** The log group of a component that has one unless the program wants none (`skip`). */
export async function defaultLogGroup(component: Component, inputs: unknown): Promise<LogGroup | undefined> {
  const block = blockOf(inputs);
  return block["skip"] === true ? undefined : requiredLogGroup(component, block);
}

/** The log group of a component that has one if the program wants it (`enable`). */
export async function optionalLogGroup(component: Component, inputs: unknown): Promise<LogGroup | undefined> {
  const block = blockOf(inputs);
  return block["enable"] === true ? requiredLogGroup(component, block) : undefined;
}

async function requiredLogGroup(
  component: Component,
  { args, existing }: PlainProperties,
): Promise<LogGroup> {
  if (existing !== undefined && args !== undefined) {
    throw new Error("Can't define log group args if specifying an existing log group name");
  }
  if (existing !== undefined) {
    return existingLogGroup(component, blockOf(existing));
  }
  const resource = await makeChild(
    component,
    "aws:cloudwatch/logGroup:LogGroup",
    component.name,
    blockOf(args),
  );
  return { resource, name: outputOf(resource, "name"), region: await regionOf(component) };
}

async function existingLogGroup(
  component: Component,
  { arn, name, region }: PlainProperties,
): Promise<LogGroup> {
  if (arn !== undefined) {
    return {
      name: apply([arn], (text) => partsOf(text).name),
      region: apply([arn], (text) => partsOf(text).region),
    };
  }
  if (name === undefined) {
    throw new Error("One of an existing log group name or ARN must be specified");
  }
  return { name, region: region ?? (await regionOf(component)) };
}

function partsOf(arn: unknown): { readonly region: string; readonly name: string } {
  const [, , service, region = "", , kind, name = ""] = String(arn).split(":");
  if (service !== "logs" || kind !== "log-group") {
    throw new Error("Invalid log group ARN");
  }
  return { region, name };
}

async function regionOf(component: Component): Promise<unknown> {
  return (await invoke(component, "aws:index/getRegion:getRegion", {}))["region"];
}
