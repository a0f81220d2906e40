/** A value that only a real deployment can know. */
export const UNKNOWN: unique symbol = Symbol.for("web-infra.offline.unknown");
