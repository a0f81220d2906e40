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
