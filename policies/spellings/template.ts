import { isObject, object, type Plain, type PlainObject } from "./plain";

/** One resource of a CloudFormation template. */
export interface TemplateResource {
  readonly logicalId: string;
  /** Such as `AWS::S3::Bucket`. */
  readonly type: string;
  readonly properties: PlainObject;
}

/** What stands for another resource of the template, whichever attribute of it is meant. */
export function referenceTo(logicalId: string): string {
  return `template-resource:${logicalId}`;
}

/**
 * The resources of a template in JSON; undefined where it is none. References to resources become texts, those to parameters
 * their values or defaults; what only CloudFormation can reckon out becomes Pulumi's mark of what is not known.
 *
 * @param parameters values that the stack gives
 * @param unknown Pulumi's mark of a text that is not known
 */
export function resourcesOf(
  body: string,
  parameters: PlainObject,
  unknown: string,
): readonly TemplateResource[] | undefined {
  const template = parsed(body);
  if (!isObject(template) || !isObject(template["Resources"])) {
    return undefined;
  }
  const values = new Map<string, Plain>();
  for (const [name, declared] of Object.entries(object(template["Parameters"]))) {
    values.set(name, parameters[name] ?? object(declared)["Default"] ?? unknown);
  }
  const resources = template["Resources"];
  const lookup = (name: string): Plain =>
    name in resources ? referenceTo(name) : values.has(name) ? values.get(name) : unknown;
  return Object.entries(resources).flatMap(([logicalId, each]) => {
    const type = object(each)["Type"];
    return typeof type === "string"
      ? [{ logicalId, type, properties: object(resolved(object(each)["Properties"], lookup, unknown)) }]
      : [];
  });
}

export function parsed(text: string): Plain {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return undefined;
  }
}

type Lookup = (name: string) => Plain;

/** The value with CloudFormation's functions replaced by what they give, as far as that is known. */
function resolved(value: Plain, lookup: Lookup, unknown: string): Plain {
  if (Array.isArray(value)) {
    return (value as readonly Plain[])
      .filter((each) => object(each)["Ref"] !== "AWS::NoValue")
      .map((each) => resolved(each, lookup, unknown));
  }
  if (!isObject(value)) {
    return value;
  }
  const [first, ...others] = Object.entries(value);
  const [name, given] = first ?? ["", undefined];
  if (others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) {
    return called(name, given, lookup, unknown);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => object(each)["Ref"] !== "AWS::NoValue")
      .map(([key, each]) => [key, resolved(each, lookup, unknown)]),
  );
}

function called(name: string, given: Plain, lookup: Lookup, unknown: string): Plain {
  switch (name) {
    case "Ref":
      return typeof given === "string" ? lookup(given) : unknown;
    case "Fn::GetAtt": {
      const [target] =
        typeof given === "string" ? given.split(".") : Array.isArray(given) ? (given as Plain[]) : [];
      return typeof target === "string" ? lookup(target) : unknown;
    }
    case "Fn::Sub": {
      const text =
        typeof given === "string" ? given : Array.isArray(given) ? (given as Plain[])[0] : undefined;
      return typeof text === "string" && !text.includes("${") ? text : unknown;
    }
    case "Fn::Base64":
      return encoded(resolved(given, lookup, unknown), unknown);
    case "Fn::Join": {
      const [separator, parts] = Array.isArray(given) ? (given as Plain[]) : [];
      const texts = resolved(parts, lookup, unknown);
      return Array.isArray(texts) &&
        (texts as Plain[]).every((each) => typeof each === "string" && each !== unknown)
        ? (texts as string[]).join(typeof separator === "string" ? separator : "")
        : unknown;
    }
    default:
      return unknown;
  }
}

function encoded(value: Plain, unknown: string): Plain {
  return typeof value === "string" && value !== unknown ? Buffer.from(value).toString("base64") : unknown;
}
