import { fork, type ChildProcess } from "node:child_process";
import { get } from "node:http";
import { join } from "node:path";

/** A real process that stands for an instance. Times are real milliseconds. */
export class Instance {
  healthy = false;
  failing = 0;
  passing = 0;
  drainingUntil: number | undefined;
  private readonly child: ChildProcess;
  private worked = 0;
  private readAt: number;
  private readings = 0;

  constructor(
    readonly port: number,
    serviceMs: number,
    /** In service for Auto Scaling. */
    readonly inServiceAt: number,
    readonly readyAt: number,
  ) {
    this.readAt = Date.now();
    this.child = fork(join(__dirname, "worker.mjs"), [String(port), String(serviceMs), String(readyAt)], {
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }

  /** CPU since the last call, in percent. */
  async cpu(): Promise<number> {
    const id = ++this.readings;
    const answer = await new Promise<{ worked: number; now: number } | undefined>((done) => {
      const timer = setTimeout(() => finish(undefined), 400);
      const listen = (message: unknown): void => {
        const reply = message as { id: number; worked: number; now: number };
        if (reply.id === id) finish(reply);
      };
      const finish = (value: { worked: number; now: number } | undefined): void => {
        clearTimeout(timer);
        this.child.off("message", listen);
        done(value);
      };
      this.child.on("message", listen);
      if (this.child.connected) this.child.send(id);
      else finish(undefined);
    });
    if (answer === undefined) return 0;
    const percent = (100 * (answer.worked - this.worked)) / Math.max(1, answer.now - this.readAt);
    this.worked = answer.worked;
    this.readAt = answer.now;
    return Math.min(100, Math.max(0, percent));
  }

  /** One health check; true if the application answered. */
  check(): Promise<boolean> {
    return new Promise((done) => {
      const request = get(
        { host: "127.0.0.1", port: this.port, path: "/health", timeout: 500, agent: false },
        (response) => {
          response.resume();
          response.on("end", () => done(response.statusCode === 200));
        },
      );
      request.on("timeout", () => request.destroy());
      request.on("error", () => done(false));
    });
  }

  end(): void {
    this.child.kill("SIGKILL");
  }
}
