/** Type of the root resource of every stack. */
export const STACK_TYPE = "pulumi:pulumi:Stack";
const PROVIDER_PREFIX = "pulumi:providers:";

/** Builds a URN as the engine does: the types of the parents stand before the resource's own, the stack's does not. */
export function makeUrn(stack: string, project: string, type: string, name: string, parent: string): string {
  const parentTypes = parent === "" ? "" : qualifiedType(parent);
  const qualified = parentTypes === "" || parentTypes === STACK_TYPE ? type : `${parentTypes}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

function qualifiedType(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** Logical name of a URN; it may itself hold `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Type of a URN, without its parents' types. */
export function typeOf(urn: string): string {
  return qualifiedType(urn).split("$").pop() ?? "";
}

/** Package of a type token: that of the provider that would make it. */
export function packageOf(type: string): string {
  return type.split(":")[0] ?? "";
}

/** True for a provider itself. */
export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
}

/** Type token of the provider of a package. */
export function providerType(name: string): string {
  return `${PROVIDER_PREFIX}${name}`;
}
