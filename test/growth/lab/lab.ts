import { get } from "node:http";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { randomNumbers } from "../../../growth/model/chance/random";
import { Scaling } from "../../../growth/model/scaling";
import type { Environment, ServiceSettings } from "../../../growth/model/settings";
import { Balancer } from "./balancer";
import { Instance } from "./instance";

/** A minute of the model is a second here. */
const FAST = 60;

export interface LabMinute {
  requests: number;
  inService: number;
  cpu: number;
  lost: number;
}

/**
 * Sends traffic through a real balancer to real processes, which the same policies scale by what is really measured. Bounded: it
 * lasts a second a minute of the curve, and a few more.
 *
 * @param serviceMs real time that a request takes at a process
 */
export async function laboratory(
  nginx: string,
  settings: ServiceSettings,
  environment: Environment,
  curve: readonly number[],
  serviceMs: number,
  seed: number,
): Promise<LabMinute[]> {
  const lab = new Laboratory(settings, environment, serviceMs, await freePorts(1 + settings.maximum * 6));
  try {
    return await lab.run(nginx, curve, seed);
  } finally {
    await lab.stop();
  }
}

class Laboratory {
  private readonly scaling: Scaling;
  private instances: Instance[] = [];
  private balancer: Balancer | undefined;
  private desired: number;
  private activityEndedAt: number | undefined;
  private began = 0;
  private stopped = false;
  private readonly minutes: LabMinute[] = [];

  constructor(
    private readonly settings: ServiceSettings,
    private readonly environment: Environment,
    private readonly serviceMs: number,
    private readonly ports: number[],
  ) {
    this.scaling = new Scaling(settings.policies);
    this.desired = settings.desired;
  }

  async run(nginx: string, curve: readonly number[], seed: number): Promise<LabMinute[]> {
    const port = this.ports.pop() ?? 0;
    this.balancer = new Balancer(nginx, port, (this.settings.timeoutSeconds * 1000) / FAST);
    for (let i = 0; i < this.desired; i++) this.launch(0, 0);
    for (const instance of this.instances) {
      for (let attempt = 0; attempt < 100 && !instance.healthy; attempt++) {
        await wait(100);
        instance.healthy = await instance.check();
      }
      if (!instance.healthy) throw new Error("a process of the laboratory does not start");
    }
    await this.balancer.start(this.targets());
    this.began = Date.now();
    for (const instance of this.instances) await instance.cpu();
    const health = this.checkHealth();
    const load = this.send(curve, port, seed);
    for (let minute = 0; minute < curve.length; minute++) {
      await wait(Math.max(0, this.began + (minute + 1) * 1000 - Date.now()));
      await this.control(minute);
    }
    await load;
    this.stopped = true;
    await health;
    return this.minutes;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const instance of this.instances) instance.end();
    await this.balancer?.stop();
  }

  private launch(launchMs: number, bootMs: number): void {
    const port = this.ports.pop();
    if (port === undefined) throw new Error("the laboratory has no port left");
    this.instances.push(new Instance(port, this.serviceMs, Date.now() + launchMs, Date.now() + bootMs));
  }

  private targets(): number[] {
    const serving = this.instances.filter(
      ({ healthy, drainingUntil }) => healthy && drainingUntil === undefined,
    );
    return serving.map(({ port }) => port);
  }

  /** What is measured at the end of a minute, and what the policies make of it. */
  private async control(minute: number): Promise<void> {
    const now = Date.now();
    const readings = await Promise.all(
      this.instances.map(async (instance) => ({ instance, cpu: await instance.cpu() })),
    );
    const counted = readings.filter(
      ({ instance }) => instance.drainingUntil === undefined && now >= instance.inServiceAt + 500,
    );
    const cpu = counted.reduce((sum, reading) => sum + reading.cpu, 0) / Math.max(1, counted.length);
    const record = this.record(minute);
    record.cpu = cpu;
    record.inService = this.targets().length;
    this.scaling.observe({ CPUUtilization: cpu });
    const alive = this.instances.filter(({ drainingUntil }) => drainingUntil === undefined);
    const wish = this.scaling.decide({
      time: (minute + 1) * 60,
      desired: this.desired,
      minimum: this.settings.minimum,
      maximum: this.settings.maximum,
      current: alive.length,
      warming: 0,
      terminating: this.instances.length - alive.length,
      activityInProgress: this.instances.some(
        ({ drainingUntil, inServiceAt }) => drainingUntil !== undefined || now < inServiceAt,
      ),
      activityEndedAt: this.activityEndedAt,
    });
    if (wish === undefined) return;
    this.desired = wish.desired;
    for (let missing = this.desired - alive.length; missing > 0; missing--) {
      this.launch(
        (this.environment.launchSeconds * 1000) / FAST,
        (this.environment.bootMinutes * 60_000) / FAST,
      );
      this.ended((minute + 1) * 60 + this.environment.launchSeconds);
    }
    for (let surplus = alive.length - this.desired; surplus > 0; surplus--) {
      const last = alive.pop();
      if (last !== undefined) last.drainingUntil = now + (this.settings.drainSeconds * 1000) / FAST;
      this.ended((minute + 1) * 60 + this.settings.drainSeconds);
    }
    this.balancer?.route(this.targets());
  }

  private ended(time: number): void {
    this.activityEndedAt = Math.max(this.activityEndedAt ?? 0, time);
  }

  /** Checks as a target group does, and ends what has drained. */
  private async checkHealth(): Promise<void> {
    const { intervalSeconds, healthyThreshold, unhealthyThreshold } = this.settings.healthCheck;
    while (!this.stopped) {
      await wait((intervalSeconds * 1000) / FAST);
      const now = Date.now();
      for (const instance of this.instances) {
        if (instance.drainingUntil !== undefined && now >= instance.drainingUntil) instance.end();
      }
      this.instances = this.instances.filter(
        ({ drainingUntil }) => drainingUntil === undefined || now < drainingUntil,
      );
      await Promise.all(
        this.instances.map(async (instance) => {
          if (now < instance.inServiceAt || instance.drainingUntil !== undefined) return;
          if (await instance.check()) {
            instance.failing = 0;
            if (++instance.passing >= (instance.healthy ? 1 : healthyThreshold)) instance.healthy = true;
          } else {
            instance.passing = 0;
            if (++instance.failing >= unhealthyThreshold) instance.healthy = false;
          }
        }),
      );
      this.balancer?.route(this.targets());
    }
  }

  /** Open loop: requests leave at their times, whether or not earlier ones were answered. */
  private async send(curve: readonly number[], port: number, seed: number): Promise<void> {
    const random = randomNumbers(seed);
    const open: Promise<void>[] = [];
    for (let at = 0; ;) {
      const rate = curve[Math.floor(at)];
      if (rate === undefined) break;
      at -= Math.log(1 - random()) / Math.max(0.01, rate);
      const delay = this.began + at * 1000 - Date.now();
      if (delay > 1) await wait(delay);
      const record = this.record(Math.min(curve.length - 1, Math.floor(at)));
      if (at < curve.length) open.push(this.request(port, record));
    }
    await Promise.all(open);
  }

  private request(port: number, record: LabMinute): Promise<void> {
    record.requests++;
    return new Promise((done) => {
      const finish = (answered: boolean): void => {
        if (!answered) record.lost++;
        done();
      };
      const request = get({ host: "127.0.0.1", port, path: "/", agent: false, timeout: 4000 }, (response) => {
        response.resume();
        response.on("end", () => finish(response.statusCode === 200));
        response.on("error", () => finish(false));
      });
      request.on("timeout", () => request.destroy());
      request.on("error", () => finish(false));
    });
  }

  private record(minute: number): LabMinute {
    return (this.minutes[minute] ??= { requests: 0, inService: 0, cpu: 0, lost: 0 });
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((done) => {
          const server = createServer();
          server.listen(0, "127.0.0.1", () => done(server));
        }),
    ),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
