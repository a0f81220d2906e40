/**
 * Pulumi's package schema, as far as components need it.
 *
 * @see https://www.pulumi.com/docs/iac/build-with-pulumi/schema/
 */

/** A type: one of its own kind, or a reference to one that has a name. */
export interface TypeSpec {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
  /** True for what a program must know itself: no value of another resource. */
  readonly plain?: boolean;
}

export interface PropertySpec extends TypeSpec {
  readonly description?: string;
  readonly default?: string | number | boolean;
}

export interface EnumValueSpec {
  readonly name: string;
  readonly value: string | number;
}

/** An object with keys of its own, or a list of values. */
export interface ComplexTypeSpec {
  readonly type: "object" | "string" | "integer";
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PropertySpec>>;
  readonly required?: readonly string[];
  readonly enum?: readonly EnumValueSpec[];
}

export interface ResourceSpec {
  readonly isComponent: true;
  readonly description: string;
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
}

export interface PackageSpec {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  readonly license: string;
  readonly language: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, ComplexTypeSpec>>;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
}

/** Name of the package: the first part of every token. */
export const PACKAGE = "web-infra";

/** Token of a type or a component of the package. */
export const tokenOf = (name: string): string => `${PACKAGE}:index:${name}`;
