import type { Plain, PlainObject } from "../spellings/plain";
import { isOtherSpelling, spelled } from "../spellings/spellings";
import type { Subject } from "./subject";
import { UNKNOWN_TEXT, Value } from "./value";

/** A resource of another spelling as the rules know it: one of the AWS provider's types. */
export type TwinSubject = Subject & {
  /** Where a message says what of the resource is meant: the part of a template; empty where it is the whole. */
  readonly part: string;
};

/**
 * Whether this process has met a resource of another spelling. A policy for one type is passed over for all others, which
 * saves most of its time; from the first such resource on, none may be.
 */
let met = false;

/** Notes the type, of each resource before anything else. */
export function meets(type: string): void {
  met ||= isOtherSpelling(type);
}

export function hasMetOthers(): boolean {
  return met;
}

/** The resource in the AWS provider's types; the resource itself where it is one of them. */
export function twinsOf(subject: Subject): readonly TwinSubject[] {
  if (!isOtherSpelling(subject.type)) {
    return [{ ...subject, part: "" }];
  }
  return read(subject).twins.map(({ type, props, part }) => ({
    ...subject,
    type,
    name: part === "" ? subject.name : `${subject.name}/${part}`,
    props: Value.of(props),
    part,
  }));
}

/**
 * Types of the resource, or of what its template holds, that no rule can judge.
 *
 * @throws {UnknownValueError} where the template is not known yet
 */
export function unjudgedTypesOf(subject: Pick<Subject, "type" | "props" | "urn">): readonly string[] {
  if (!isOtherSpelling(subject.type)) {
    return [];
  }
  if (subject.props.at("templateUrl").absent) {
    subject.props.at("templateBody").raw();
  }
  return read(subject).unjudged;
}

function read({ type, props, urn }: Pick<Subject, "type" | "props" | "urn">) {
  return spelled(type, plain(props) as PlainObject, urn, UNKNOWN_TEXT);
}

/** What a value holds, with Pulumi's mark for what is not known. */
function plain(value: Value): Plain {
  if (value.unknown) {
    return UNKNOWN_TEXT;
  }
  const content = value.raw();
  if (Array.isArray(content)) {
    return value.items().map(plain);
  }
  return typeof content === "object" && content !== null
    ? Object.fromEntries(value.entries().map(([key, inner]) => [key, plain(inner)]))
    : (content as Plain);
}
