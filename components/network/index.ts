export * from "./args";
export { type Placement, placementFaults } from "./placement";
export { Network } from "./network";
export { networkArgsSchema, networkConfigSchema } from "./schema";
