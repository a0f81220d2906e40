import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { WireMap } from "./wire";

/** Properties of a message; what is not JSON cannot be in it. */
export function mapOf(struct: Struct | undefined): WireMap {
  return struct?.toJavaScript() ?? {};
}

/** Properties for a message. */
export function structOf(properties: WireMap): Struct {
  return Struct.fromJavaScript(properties);
}
