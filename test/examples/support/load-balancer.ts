import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** One request that a visitor makes, and what its answer must contain. */
export interface Visit {
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly body?: string;
  readonly contains: string;
}

export interface Tally {
  answered: number;
  /** Of those, the ones sent before and answered after the moment of `mark()`. */
  inFlight: number;
  /** Sent after `mark()`. */
  afterwards: number;
  /** Why a visitor got no good answer. */
  readonly lost: string[];
}

/**
 * Stands for an Application Load Balancer with one target: connections are kept and used again, a request that fails is
 * never sent a second time, and a target gets no more requests once its health check failed `unhealthyThreshold` times.
 */
export class LoadBalancer {
  readonly tally: Tally = { answered: 0, inFlight: 0, afterwards: 0, lost: [] };
  private readonly agent: Agent;
  private inService = true;
  private markedAt = Number.POSITIVE_INFINITY;
  private workers: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly target: string,
    private readonly visits: readonly Visit[],
    private readonly options: {
      readonly connections: number;
      readonly healthCheckMs: number;
      readonly unhealthyThreshold: number;
      /** Between two requests of one visitor. */
      readonly pauseMs?: number;
    } = { connections: 24, healthCheckMs: 150, unhealthyThreshold: 3 },
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  }

  start(): void {
    const workers = Array.from({ length: this.options.connections }, (_, number) =>
      this.visitUntilOut(number),
    );
    this.workers = Promise.all([...workers, this.checkHealth()]);
  }

  /** The moment that `inFlight` and `afterwards` are counted from. */
  mark(): void {
    this.markedAt = performance.now();
  }

  /** Resolves when the target is out of service and each request has its end. */
  async untilOut(): Promise<Tally> {
    await this.workers;
    this.agent.destroy();
    return this.tally;
  }

  takeOut(): void {
    this.inService = false;
  }

  private async checkHealth(): Promise<void> {
    for (let failed = 0; this.inService && failed < this.options.unhealthyThreshold;) {
      await sleep(this.options.healthCheckMs);
      const status = await this.send({ path: "/health", contains: "" }).then(
        (answer) => answer.status,
        () => 0,
      );
      failed = status === 200 ? 0 : failed + 1;
    }
    this.inService = false;
  }

  private async visitUntilOut(number: number): Promise<void> {
    for (let round = number; this.inService; round++) {
      const visit = this.visits[round % this.visits.length];
      if (visit === undefined) throw new Error("no visits");
      const sentAt = performance.now();
      const fault = await this.send(visit).then(
        ({ status, body }) =>
          status === 200 && body.includes(visit.contains) ? undefined : `${status}: ${body.slice(0, 100)}`,
        (error: unknown) => String(error),
      );
      this.count(visit, sentAt, fault);
      if (this.options.pauseMs !== undefined) await sleep(this.options.pauseMs);
    }
  }

  private count(visit: Visit, sentAt: number, fault: string | undefined): void {
    if (fault !== undefined) {
      this.tally.lost.push(`${visit.path}: ${fault}`);
      return;
    }
    this.tally.answered++;
    if (sentAt >= this.markedAt) this.tally.afterwards++;
    else if (performance.now() >= this.markedAt) this.tally.inFlight++;
  }

  private async send(visit: Visit): Promise<{ status: number; body: string }> {
    return await new Promise((resolve, reject) => {
      const sent = request(
        new URL(visit.path, this.target),
        {
          agent: this.agent,
          method: visit.method ?? "GET",
          headers: {
            "x-forwarded-for": "203.0.113.9",
            "x-forwarded-proto": "https",
            ...(visit.path === "/health" ? { "user-agent": "ELB-HealthChecker/2.0" } : {}),
            ...(visit.body === undefined ? {} : { "content-type": "application/json" }),
          },
        },
        (answer) => {
          let body = "";
          answer.setEncoding("utf8");
          answer.on("data", (text: string) => (body += text));
          answer.once("error", reject);
          answer.once("end", () => resolve({ status: answer.statusCode ?? 0, body }));
        },
      );
      sent.once("error", reject);
      sent.end(visit.body);
    });
  }
}
