export { type NetworkArgs, networkArgsSchema, type NetworkConfig, networkConfigSchema } from "./config";
export { Network } from "./network";
export { type Placement, placementFaults } from "./placement";
