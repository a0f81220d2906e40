export { type NetworkArgs, type NetworkConfig, networkConfigSchema } from "./config";
export { Network } from "./network";
export { type Placement, placementFaults } from "./placement";
