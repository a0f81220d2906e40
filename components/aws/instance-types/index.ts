export { type Architecture, architectureOf, type InstanceType, instanceType } from "./instance-types";
export { saturatedCpu } from "./saturated";
