/** `web-infra-policy-kit`: policies of one's own, in the engine that runs the policies of this project. */
export { definePolicy, type OwnPolicy } from "./define-policy";
export { servePack, type OwnPack } from "./serve-pack";
export type { OptionSpec, OptionSpecs, OptionValues } from "../engine/options";
export type { Demand, ResourceCheck, Rule, StackCheck, StackDemand, Weight } from "../engine/rule";
export type { Stack, StackResource } from "../engine/stack";
export type { Subject } from "../engine/subject";
export type { Value } from "../engine/value";
