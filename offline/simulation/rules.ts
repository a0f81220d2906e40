import type { PlainProperties, Unknown } from "../provider/properties";

/** Where a resource is, and what everything that is made up for it is hashed from. */
export interface Context {
  /** Account id, `000000000000` unless the provider's configuration names one. */
  readonly account: string;
  /** The resource's `region` argument, else its provider's, else `us-east-1`. */
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`, by the region. */
  readonly partition: string;
  /** The resource's URN, so that equal names under different parents differ; of a function, its token and arguments. */
  readonly urn: string;
  /** The provider's `defaultTags.tags`, for `tagsAll`. */
  readonly defaultTags?: PlainProperties;
}

/**
 * How a value that AWS assigns is made up: a literal, a template, or a function.
 *
 * In a template `{x}` is the property `x` of the resource, input or computed, and these are made up or of the context:
 *
 * | placeholder | is |
 * | --- | --- |
 * | `{region}` `{account}` `{partition}` `{suffix}` | where the resource is; `suffix` is `amazonaws.com` |
 * | `{logical}` | the logical name |
 * | `{hex:17}` `{lower:13}` `{upper:14}` `{digits:10}` | that many characters: hex digits, a-z0-9, A-Z0-9, 0-9 |
 * | `{mixed:11}` | that many of A-Za-z0-9 |
 * | `{uuid}` | a UUID |
 * | `{x:path}` | the property `x`, but nothing where it is not given |
 *
 * Made-up characters are hashed from the resource and the property, so equal programs give equal values. Where one of the
 * properties is unknown, so is the value.
 */
export type Rule = string | number | boolean | ((scope: Scope) => unknown);

/** What a rule sees of its resource. */
export interface Scope {
  readonly type: string;
  readonly logicalName: string;
  readonly inputs: PlainProperties;
  readonly context: Context;
  /** The property, input or computed; UNKNOWN where it is neither. */
  readonly get: (property: string) => unknown;
  /** A template's value. */
  readonly text: (template: string) => string | Unknown;
}

/** The physical name that Pulumi gives a resource whose program gives it none. */
export interface AutoName {
  /** @default "name" */
  readonly property?: string;
  /** Longest name that the service takes. @default 255 */
  readonly max?: number;
  /** The service takes lower case only. */
  readonly lower?: boolean;
  /** The logical name itself, nothing appended. */
  readonly verbatim?: boolean;
  /** In front of the name, `alias/`. */
  readonly prefix?: string;
  /** The input that makes a queue or topic first-in-first-out, whose name has to end in `.fifo`. */
  readonly fifo?: string;
}

/** What is made up for a resource type. */
export interface Entry {
  /** @default a name of 255 characters where the type has an optional `name`; false: never */
  readonly autoName?: AutoName | false;
  readonly id: Rule;
  /** Values for what the program does not give. */
  readonly outputs?: Readonly<Record<string, Rule>>;
  /** What AWS adds inside of a block that the program gives, by the block's property. */
  readonly completes?: Readonly<Record<string, Readonly<Record<string, Rule>>>>;
  /** Values that Pulumi's provider adds to the inputs where the program gives none. */
  readonly defaults?: PlainProperties;
}

/** Entries by type token. */
export type Table = Readonly<Record<string, Entry>>;

/** What is known of a type without an entry. */
export interface Facts {
  readonly arn: boolean;
  readonly name: boolean;
  readonly tagsAll: boolean;
  readonly region: boolean;
}
