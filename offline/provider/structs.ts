import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./properties";
import { decode, encode, encodeForProvider } from "./wire";

/** Properties that a message brings. */
export function propertiesOf(struct: Struct | undefined): Properties {
  return decode((struct?.toJavaScript() as Parameters<typeof decode>[0] | undefined) ?? {});
}

/** Properties for a message to the program. */
export function structOf(properties: Properties): Struct {
  return Struct.fromJavaScript(encode(properties));
}

/** Properties for a message to a provider or a policy, which get a resource's id where the program gives the resource. */
export function structForProvider(properties: Properties): Struct {
  return Struct.fromJavaScript(encodeForProvider(properties));
}
