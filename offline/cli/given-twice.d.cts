interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

type Flags = Readonly<Record<string, { readonly type: string; readonly multiple?: boolean }>>;

/** One line for the first flag that holds one value and stands twice; undefined where there is none. @param tokens of `parseArgs` */
export declare function givenTwice(tokens: readonly Token[], flags: Flags): string | undefined;

/** That line, of a flag without its dashes. */
export declare function twoValues(flag: string, values: readonly (string | undefined)[]): string;

/** One line for what `parseArgs` of Node refuses, whose own message is a paragraph. @param hint at the end of the line about an argument */
export declare function flagFault(
  error: { readonly code?: string; readonly message: string },
  hint?: string,
): string;
