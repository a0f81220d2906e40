import { z } from "zod";
import { input } from "./input";
import { text } from "./scalars";

/** AWS takes 50 for each resource; the stack's own (`aws:defaultTags`) come on top. */
const MAX_TAGS = 40;

const tagKey = z
  .string()
  .regex(
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu,
    "must be a tag key of letters, digits, spaces and _ . : / = + - @ that does not begin with aws:",
  );

const tagValue = text(
  z
    .string()
    .regex(
      /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u,
      "must be at most 256 letters, digits, spaces and _ . : / = + - @",
    ),
);

const isFew = (given: object): boolean => Object.keys(given).length <= MAX_TAGS;

const TOO_MANY = `must have at most ${MAX_TAGS} tags`;

/** Tags in a stack's configuration: key → value. @see https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tags = z.record(tagKey, tagValue).refine(isFew, TOO_MANY);

/** Tags in the arguments of a component, whose values other resources may supply. */
export const tagInputs = z.record(tagKey, input(tagValue)).refine(isFew, TOO_MANY);
