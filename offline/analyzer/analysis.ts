import type { Resource } from "../engine/deployment";
import type { Exempted } from "./exempted";
import type { Finding } from "./findings";
import { analyzeRequest, stackRequest, type FindProvider } from "./messages";
import type { PackRun } from "./pack-run";

/** How many resources are with the packs at a time: enough to keep them busy, few enough to keep memory flat. */
const IN_FLIGHT = 16;

/**
 * Runs the policies while the program still registers resources: each resource is remediated by one pack after the other, then analyzed
 * by all at once. Resources are sent in the order of registration, and so are the findings.
 */
export class Analysis {
  private readonly queue: Resource[] = [];
  private readonly found: Finding[][] = [];
  private packs: readonly PackRun[] | undefined;
  private findProvider: FindProvider = () => undefined;
  private next = 0;
  private active = 0;
  private busySince = 0;
  private idle: (() => void) | undefined;
  /** Wall-clock time during which packs had something to do. */
  busyMs = 0;

  /** Takes a resource; it waits until the packs are there. What is only read is not judged: the CLI does not send it. */
  add(resource: Resource): void {
    if (resource.operation === "read") return;
    this.queue.push(resource);
    this.pump();
  }

  /** Starts with packs that are configured. */
  start(packs: readonly PackRun[], findProvider: FindProvider): void {
    this.packs = packs;
    this.findProvider = findProvider;
    this.pump();
  }

  /** Resolves when every resource added so far has been through every pack. */
  drained(): Promise<void> {
    if (this.active === 0 && this.next >= this.queue.length) return Promise.resolve();
    return new Promise((resolve) => (this.idle = resolve));
  }

  /** Runs the stack policies; only after {@link drained}. */
  async stack(resources: readonly Resource[]): Promise<void> {
    const started = performance.now();
    const packs = (this.packs ?? []).filter(({ hasStackPolicies }) => hasStackPolicies);
    if (packs.length > 0) {
      const judged = resources.filter(({ operation }) => operation !== "read");
      const request = stackRequest(judged, this.findProvider);
      this.found.push(...(await Promise.all(packs.map((pack) => pack.analyzeStack(request)))));
    }
    this.busyMs += performance.now() - started;
  }

  /** What the configuration excuses, by URN, so that it is the same in each run. */
  get exempted(): readonly Exempted[] {
    const all = (this.packs ?? []).flatMap(({ exempted }) => exempted);
    return [...all].sort((a, b) => `${a.policy} ${a.urn}`.localeCompare(`${b.policy} ${b.urn}`, "en"));
  }

  get findings(): readonly Finding[] {
    return this.found.flat();
  }

  private pump(): void {
    const { packs } = this;
    if (!packs) return;
    while (this.active < IN_FLIGHT && this.next < this.queue.length) {
      const index = this.next++;
      const resource = this.queue[index];
      if (!resource) break;
      if (this.active++ === 0) this.busySince = performance.now();
      void this.run(packs, resource, index).finally(() => {
        if (--this.active === 0) this.busyMs += performance.now() - this.busySince;
        this.pump();
      });
    }
    if (this.active === 0 && this.next >= this.queue.length) {
      this.idle?.();
      this.idle = undefined;
    }
  }

  private async run(packs: readonly PackRun[], resource: Resource, index: number): Promise<void> {
    const findings: Finding[] = [];
    // So that the findings stay in order whichever resource is done first.
    this.found[index] = findings;
    for (const pack of packs) findings.push(...(await pack.remediate(resource, this.findProvider)));
    const analyzing = packs.filter(({ hasResourcePolicies }) => hasResourcePolicies);
    if (analyzing.length === 0) return;
    const request = analyzeRequest(resource, this.findProvider);
    const analyzed = await Promise.all(analyzing.map((pack) => pack.analyze(request)));
    findings.push(...analyzed.flat());
  }
}
