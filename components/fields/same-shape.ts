/**
 * `true` where two types have the same keys, at every depth, with the same types; otherwise `never`, to which nothing
 * can be assigned. Keeps a schema equal to the interface that documents it. Whether a key may be left out is not
 * compared, for a missing optional key would otherwise count as equal.
 */
export type SameShape<A, B> = Same<AllKeys<A>, AllKeys<B>>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

type AllKeys<T> = T extends readonly (infer U)[]
  ? readonly AllKeys<U>[]
  : T extends object
    ? { readonly [K in keyof T]-?: AllKeys<Exclude<T[K], undefined>> }
    : T;
