import { NOTHING, type Properties } from "../provider/properties";
import { makeUrn, STACK_TYPE } from "./urn";

/** Options of a resource, for policies and for the report. */
export interface ResourceOptions {
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace?: boolean | undefined;
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
  readonly timeouts?:
    { readonly create: string; readonly update: string; readonly delete: string } | undefined;
  readonly retainOnDelete: boolean;
  /** URN of the resource with which it vanishes, or "". */
  readonly deletedWith: string;
  readonly replaceOnChanges: readonly string[];
}

/** A place in a file of the program. */
export interface SourcePosition {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a stack would do with a resource. */
export type Operation = "create" | "import" | "read" | "same";

/** A resource that the program has registered or read. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN, or "" for the stack itself and for default providers. */
  readonly parent: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly protect: boolean;
  readonly operation: Operation;
  /** Reference to the provider, `<urn>::<id>`, or "" where there is none. */
  readonly provider: string;
  /** Providers by package that children inherit. */
  readonly providers: ReadonlyMap<string, string>;
  /** Changes once: when a policy remediates it. */
  inputs: Properties;
  /** Grows: a component registers its outputs later. */
  outputs: Properties;
  /** "" where only a deployment can know it. */
  readonly id: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
  /** Where the program makes it, as far as that is known. */
  readonly source?: SourcePosition | undefined;
  /** True for a provider that the engine made because the program named none; the CLI does not show these. */
  readonly isDefaultProvider: boolean;
}

export type Severity = "info" | "warning" | "error";

/** A message for the user, as the CLI shows under "Diagnostics". */
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  /** The resource it is about, or "". */
  readonly urn: string;
}

/** The state of one stack while its program runs: resources in the order of registration, messages, outputs. */
export class Deployment {
  private readonly byUrn = new Map<string, Resource>();
  private readonly reported = new Set<string>();
  private readonly notSimulated = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];
  /** One clear line for an error of the SDK whose cause is known, else undefined. */
  explain: (message: string) => string | undefined = () => undefined;
  /** Called with each resource as it arrives. */
  onResource: (resource: Resource) => void = () => undefined;

  constructor(
    readonly project: string,
    readonly stack: string,
    readonly config: Readonly<Record<string, string>>,
    readonly secretKeys: readonly string[],
  ) {}

  get resources(): readonly Resource[] {
    return [...this.byUrn.values()];
  }

  get rootUrn(): string {
    return makeUrn(this.stack, this.project, STACK_TYPE, `${this.project}-${this.stack}`, "");
  }

  get outputs(): Properties {
    return this.find(this.rootUrn)?.outputs ?? NOTHING;
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }

  find(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /** The outermost component that has made a resource: what its user knows by name. */
  componentOf(urn: string): Resource | undefined {
    let found: Resource | undefined;
    let resource = this.find(urn);
    for (resource &&= this.find(resource.parent); resource; resource = this.find(resource.parent)) {
      if (!resource.custom && resource.type !== STACK_TYPE) found = resource;
    }
    return found;
  }

  add(resource: Resource): void {
    this.byUrn.set(resource.urn, resource);
    this.onResource(resource);
  }

  report(severity: Severity, message: string, urn = ""): void {
    this.diagnostics.push({ severity, message, urn });
  }

  /** Reports what the preview cannot answer or judge, the first time only; it is counted, and `--strict` makes it a failure. */
  reportNotSimulated(what: string, message: string, urn = ""): void {
    this.notSimulated.add(what);
    this.reportOnce("warning", `not simulated ${what}`, message, urn);
  }

  /** Counts a type whose computed outputs are unknown because no table has it; a program sees that at once, so it is no warning. */
  noteUnknownOutputs(type: string): void {
    this.notSimulated.add(type);
  }

  /** Types, functions and components that are not simulated, sorted. */
  get gaps(): readonly string[] {
    return [...this.notSimulated].sort();
  }

  /** Reports what belongs to this key the first time only. */
  reportOnce(severity: Severity, key: string, message: string, urn = ""): void {
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.report(severity, message, urn);
  }
}
