export * from "./args";
export { instanceSubnetsFault } from "./egress";
export { Network } from "./network";
export { networkArgsSchema, networkConfigSchema } from "./schema";
