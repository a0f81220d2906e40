import { isObject, type PlainProperties } from "../provider/properties";
import { partitionOf } from "../simulation/partition";
import type { Context } from "../simulation/rules";

/** Account that simulated ARNs name where the configuration does not say which it is. */
const ACCOUNT = "000000000000";
const REGION = "us-east-1";

/** Where a provider works: the part of a {@link Context} that does not depend on a resource. */
export type Location = Omit<Context, "urn">;

/** Where a provider with these variables works, as far as they say. */
export function locationOf(variables: PlainProperties): Location {
  const region = firstText(variables["region"]) ?? REGION;
  const defaultTags = tagsOf(variables["defaultTags"]);
  return {
    account: accountOf(variables) ?? ACCOUNT,
    region,
    partition: partitionOf(region),
    ...(defaultTags === undefined ? {} : { defaultTags }),
  };
}

/** The place of a resource or function that may name a region of its own. */
export function placeOf(location: Location, properties: PlainProperties): Location {
  const region = firstText(properties["region"]);
  return region === undefined ? location : { ...location, region, partition: partitionOf(region) };
}

/** The account that a provider works in, as far as its configuration says: the one it allows, else that of the last role it assumes. */
function accountOf(variables: PlainProperties): string | undefined {
  const roles = [variables["assumeRole"], variables["assumeRoles"]]
    .flatMap(listOf)
    .map((role) => (isObject(role) ? role["roleArn"] : undefined));
  return firstText(...listOf(variables["allowedAccountIds"]), accountOfArn(roles.at(-1)));
}

function accountOfArn(arn: unknown): string | undefined {
  return typeof arn === "string" ? /^arn:[\w-]+:iam::(\d{12}):/.exec(arn)?.[1] : undefined;
}

/** `tags` of `defaultTags`. */
function tagsOf(defaultTags: unknown): PlainProperties | undefined {
  const block = parsed(defaultTags);
  const tags = isObject(block) ? block["tags"] : undefined;
  return isObject(tags) ? tags : undefined;
}

/** A list as the program gives it; a single block is one as well. */
function listOf(value: unknown): readonly unknown[] {
  const list = parsed(value);
  return Array.isArray(list) ? (list as unknown[]) : isObject(list) ? [list] : [];
}

/** Configuration, and the SDK, give lists and blocks of a provider as JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value !== "");
}
