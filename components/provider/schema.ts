/** The whole package, as `pulumi package get-schema` prints it. */
import { argumentsOf, type Texts } from "./arguments";
import { PROVIDED_COMPONENTS } from "./components";
import {
  type ComplexTypeSpec,
  PACKAGE,
  type PackageSpec,
  type PropertySpec,
  type ResourceSpec,
} from "./spec";
import { type TypeSpec, tokenOf } from "./spec";

/** What the doc comments of a component say. */
export interface ComponentTexts {
  readonly what: string;
  readonly args: Texts;
  readonly outputs: readonly { readonly name: string; readonly type: string; readonly what: string }[];
}

export interface PackageTexts {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** By name of the component. */
  readonly components: Readonly<Record<string, ComponentTexts>>;
}

/** A record that has to be entered in DNS. */
const DNS_RECORD: ComplexTypeSpec = {
  type: "object",
  properties: Object.fromEntries(["name", "type", "value"].map((key) => [key, { type: "string" }])),
  required: ["name", "type", "value"],
};

const OUTPUT_TYPES: Readonly<Record<string, TypeSpec>> = {
  string: { type: "string" },
  "string[]": { type: "array", items: { type: "string" } },
  "DnsRecord[]": { type: "array", items: { $ref: `#/types/${tokenOf("DnsRecord")}` } },
};

/** What components hand to each other, of no use beyond that. */
const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

export function packageSchema({ version, description, license, components }: PackageTexts): PackageSpec {
  const types: Record<string, ComplexTypeSpec> = { [tokenOf("DnsRecord")]: DNS_RECORD };
  const resources: Record<string, ResourceSpec> = {};
  for (const [name, { args }] of Object.entries(PROVIDED_COMPONENTS)) {
    const texts = components[name];
    if (texts === undefined) throw new Error(`${name} is not described`);
    const { types: named, ...inputs } = argumentsOf(name, args, texts.args);
    Object.assign(types, named);
    resources[tokenOf(name)] = {
      isComponent: true,
      description: texts.what,
      ...inputs,
      ...outputsOf(texts.outputs),
    };
  }
  return {
    name: PACKAGE,
    version,
    displayName: "web-infra",
    description,
    license,
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
    },
    types,
    resources,
  };
}

function outputsOf(outputs: ComponentTexts["outputs"]): Pick<ResourceSpec, "properties" | "required"> {
  const always = outputs.filter(({ type }) => !type.endsWith("| undefined"));
  return {
    properties: Object.fromEntries(
      outputs.map(({ name, type, what }): [string, PropertySpec] => {
        const inner = type.replace(/ \| undefined$/, "").replace(/^pulumi\.Output<(.*)>$/, "$1");
        return [name, { ...(OUTPUT_TYPES[inner] ?? ANY), description: what }];
      }),
    ),
    required: always.map(({ name }) => name),
  };
}
