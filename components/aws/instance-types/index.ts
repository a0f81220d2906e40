export {
  type Architecture,
  architectureOf,
  type InstanceType,
  instanceType,
  knownTypes,
  typesBeside,
} from "./instance-types";
export { saturatedCpu } from "./saturated";
