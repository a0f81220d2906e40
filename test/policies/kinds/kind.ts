import type { Planted } from "../../../policies/testing/messages";

/** A small program, and what must be said of it. */
export interface Kind {
  readonly what: string;
  readonly program: readonly Planted[];
  /** The policy that must find it; undefined for what is right, of which no policy may say anything mandatory. */
  readonly policy?: string;
  /** How often it must find it: once, unless the program has several causes. */
  readonly times?: number;
}

let count = 0;

/** A resource of the AWS provider: `sqs/queue:Queue`; each has a name of its own unless one is given. */
export function aws(type: string, props: object, name = `r${(count += 1)}`, uses?: Planted["uses"]): Planted {
  return {
    type: `aws:${type}`,
    name,
    props: { tags: { app: "example" }, ...props },
    ...(uses === undefined ? {} : { uses }),
  };
}

export function native(type: string, props: object): Planted {
  return { type: `aws-native:${type}`, name: `r${(count += 1)}`, props: props as Planted["props"] };
}

export const bad = (policy: string, what: string, ...program: readonly Planted[]): Kind => ({
  what,
  program,
  policy,
});
export const good = (what: string, ...program: readonly Planted[]): Kind => ({ what, program });

export const document = (...statements: readonly object[]) => ({
  Version: "2012-10-17",
  Statement: statements.map((each) => ({ Effect: "Allow", ...each })),
});
