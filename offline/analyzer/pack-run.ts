import type { AnalyzeRequest, AnalyzeResponse, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Deployment, Resource } from "../engine/deployment";
import { merged } from "../provider/properties";
import { propertiesOf } from "../provider/structs";
import { messageOf } from "../errors";
import { changesOf } from "./changes";
import { levelOf, severityOf, type PackClient, type PackInfo } from "./client";
import { exemptedIn, type Exempted } from "./exempted";
import type { Finding } from "./findings";
import type { EffectivePolicy, Level, PolicyInfo } from "./levels";
import { analyzeRequest, type FindProvider } from "./messages";
import { sealedAgain } from "./sealed-again";
import { PackLost, PackWatch } from "./watch";
import type { Running } from "../processes/node";

/** A configured pack: runs its policies and turns their answers into findings. */
export class PackRun {
  private readonly byName: ReadonlyMap<string, EffectivePolicy>;
  private readonly remediates: boolean;
  readonly hasResourcePolicies: boolean;
  readonly hasStackPolicies: boolean;
  /** Findings that the configuration excuses, as far as the pack has run. */
  readonly exempted: Exempted[] = [];
  private readonly watch: PackWatch;
  /** What the pack is looking at. */
  private readonly lookingAt = new Set<{ readonly urn: string }>();

  constructor(
    private readonly client: PackClient,
    private readonly info: PackInfo,
    policies: readonly EffectivePolicy[],
    private readonly deployment: Deployment,
    running: Running,
    silenceSeconds: number,
  ) {
    this.watch = new PackWatch(running, silenceSeconds, (lost) => {
      // Which of several resources it hangs on cannot be known.
      const [only, ...others] = this.lookingAt;
      const urn = others.length === 0 ? (only?.urn ?? "") : "";
      deployment.report("error", `policy pack ${info.name} ${lost.message}`, urn);
    });
    const enabled = policies.filter(({ level }) => level !== "disabled");
    this.byName = new Map(enabled.map((policy) => [policy.info.name, policy]));
    this.remediates = enabled.some(({ level }) => level === "remediate");
    this.hasResourcePolicies = enabled.some((policy) => !policy.info.isStackPolicy);
    this.hasStackPolicies = enabled.some((policy) => policy.info.isStackPolicy);
  }

  /** Every policy of the pack, also those that are disabled. */
  get knownPolicies(): readonly PolicyInfo[] {
    return this.info.policies;
  }

  get name(): string {
    return this.info.name;
  }

  /** The level of each policy that is not disabled, by its name. */
  get levels(): Readonly<Record<string, Level>> {
    return Object.fromEntries([...this.byName].map(([name, { level }]) => [name, level]));
  }

  /** Lets the pack change the resource's inputs; the changes are findings. */
  async remediate(resource: Resource, findProvider: FindProvider): Promise<Finding[]> {
    if (!this.remediates) return [];
    const request = analyzeRequest(resource, findProvider);
    const response = await this.guarded(resource.urn, () => this.client.remediate(request));
    const findings: Finding[] = [];
    for (const remediation of response?.getRemediationsList() ?? []) {
      const policy = this.byName.get(remediation.getPolicyname());
      const diagnostic = remediation.getDiagnostic();
      if (diagnostic !== "") {
        findings.push(this.finding(remediation.getPolicyname(), resource.urn, diagnostic, policy));
        continue;
      }
      const before = resource.inputs;
      const after = sealedAgain(before, propertiesOf(remediation.getProperties()));
      const changes = changesOf(before, after);
      if (changes.length === 0) continue;
      resource.inputs = after;
      // What it puts in is what comes out, as far as the program's own outputs said the same.
      resource.outputs = merged(resource.outputs, after);
      const message = `${remediation.getDescription()}\nremediated: ${changes.join("; ")}`;
      findings.push({
        ...this.finding(remediation.getPolicyname(), resource.urn, message, policy),
        remediated: true,
      });
    }
    return findings;
  }

  async analyze(request: AnalyzeRequest): Promise<Finding[]> {
    const urn = request.getUrn();
    return this.findings(await this.guarded(urn, () => this.client.analyze(request)), urn);
  }

  async analyzeStack(request: AnalyzeStackRequest): Promise<Finding[]> {
    const response = await this.guarded("", () => this.client.analyzeStack(request));
    return this.findings(response, this.deployment.rootUrn).map((finding) => ({ ...finding, ofStack: true }));
  }

  /** A policy that throws fails the preview, and says which it was; the others go on. */
  private async guarded<T>(urn: string, call: () => Promise<T>): Promise<T | undefined> {
    const subject = { urn };
    this.lookingAt.add(subject);
    try {
      return await this.watch.answer(call);
    } catch (error) {
      // A lost pack has been reported, once for all its calls.
      if (!(error instanceof PackLost)) this.reportThrown(error, urn);
      return undefined;
    } finally {
      this.lookingAt.delete(subject);
    }
  }

  private reportThrown(error: unknown, urn: string): void {
    const message = messageOf((error as { details?: string }).details ?? error);
    const policy = /(?:policy|remediation) '([^']+)' from policy pack/.exec(message)?.[1];
    const lines = message.split("\n");
    const thrown = (policy === undefined ? lines : lines.slice(1)).join("\n").trim();
    const who = policy === undefined ? "" : `, policy ${policy}`;
    this.deployment.reportOnce(
      "error",
      `policy ${this.info.name} ${policy ?? ""}`,
      `policy pack ${this.info.name}${who}: ${thrown}`,
      urn,
    );
  }

  private findings(response: AnalyzeResponse | undefined, fallbackUrn: string): Finding[] {
    this.exempted.push(...exemptedIn(response, this.info.name, fallbackUrn));
    return (response?.getDiagnosticsList() ?? []).map((diagnostic) => {
      const name = diagnostic.getPolicyname();
      // What names no resource of the stack is about the stack itself, as in the engine.
      const urn = this.deployment.find(diagnostic.getUrn()) ? diagnostic.getUrn() : fallbackUrn;
      const severity = severityOf(diagnostic.getSeverity());
      const finding = this.finding(name, urn, diagnostic.getMessage(), this.byName.get(name));
      const level = levelOf(diagnostic.getEnforcementlevel());
      return {
        ...finding,
        enforcement: level === "advisory" ? ("advisory" as const) : ("mandatory" as const),
        severity: severity === "unspecified" ? finding.severity : severity,
      };
    });
  }

  private finding(policy: string, urn: string, message: string, known: EffectivePolicy | undefined): Finding {
    const description = known?.info.description ?? "";
    const component = this.deployment.componentOf(urn);
    // What a policy cannot know of a resource: the name of the component that has made it.
    const named =
      component === undefined
        ? message
        : message.replaceAll(/^To do: .*$/gm, (line) => line.replaceAll("<name>", component.name));
    const detail = named.startsWith(description) ? named.slice(description.length) : named;
    return {
      ...{ pack: this.info.name, policy, urn, message: named, description, detail: detail.trim() },
      place: component === undefined ? "" : `${component.type.split(":").at(-1) ?? ""} ${component.name}`,
      enforcement: "advisory",
      severity: known?.info.severity ?? "unspecified",
      remedy: known?.info.remediationSteps ?? "",
      url: known?.info.url ?? "",
      tags: known?.info.tags ?? [],
      remediated: false,
      ofStack: false,
    };
  }

  close(): void {
    this.watch.close();
    this.client.close();
  }
}
