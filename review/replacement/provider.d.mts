/** A value of a resource, by Terraform's names. */
export type Block = Record<string, unknown>;

/** The real AWS provider, started. */
export interface Provider {
  readonly version: string;
  readonly schemas: Readonly<Record<string, { readonly block: object }>>;
  /** What a change of a state would do: the paths that force a replacement, and what the provider refuses. */
  readonly plan: (
    type: string,
    prior: Block,
    wanted: Block,
  ) => Promise<{ readonly paths: readonly (readonly string[])[]; readonly faults: readonly string[] }>;
  readonly close: () => void;
}

export function findProvider(env?: NodeJS.ProcessEnv): string | undefined;
export function startProvider(binary: string): Promise<Provider>;
export function emptyBlock(block: object): Block;
