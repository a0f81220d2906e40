import { plain } from "../provider/properties";
import type { Component } from "./component";

/** A component inside of another: it is registered without inputs, as components of the SDK are, and is the parent of what it makes. */
export async function childComponent(component: Component, type: string, name: string): Promise<Component> {
  const { urn } = await component.monitor.registerResource({
    ...{ type, name, parent: component.urn, inputs: plain({}), custom: false },
    ...{ propertyDependencies: {}, dependencies: [] },
  });
  return { ...component, name, urn };
}
