/** What a policy found, or changed, on one resource (or on the stack). */
export interface Finding {
  readonly pack: string;
  readonly policy: string;
  /** A remediation is advisory: it has put right what it found. */
  readonly enforcement: "mandatory" | "advisory";
  readonly severity: string;
  /** The resource, or "" for a finding on the whole stack that names none. */
  readonly urn: string;
  /** The component that has made the resource, the outermost one: `StaticSite www`; "" where there is none. */
  readonly place: string;
  /** The policy's own message. */
  readonly message: string;
  /** What the message says beyond the policy's description. */
  readonly detail: string;
  readonly description: string;
  /** What to do about it, as far as the policy says. */
  readonly remedy: string;
  readonly url: string;
  /** What the pack files the policy under: controls of catalogues, requirements of frameworks. */
  readonly tags: readonly string[];
  readonly remediated: boolean;
  /** Whether it is what the resources together show, not one of them by itself. */
  readonly ofStack: boolean;
}
