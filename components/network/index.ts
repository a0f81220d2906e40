export * from "./args";
export { Network } from "./network";
export { networkArgsSchema, networkConfigSchema } from "./schema";
