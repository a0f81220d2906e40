export { type NetworkArgs, type NetworkConfig, networkConfigSchema } from "./config";
export { Network } from "./network";
export { type Placement, PLACEMENT_KEYS, placementFaults } from "./placement";
