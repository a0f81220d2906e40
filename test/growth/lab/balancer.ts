import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** nginx, where the machine has it. */
export function nginxPath(): string | undefined {
  for (const path of ["/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"])
    if (existsSync(path)) return path;
  const found = spawnSync("sh", ["-c", "command -v nginx"], { encoding: "utf8" }).stdout.trim();
  return found === "" ? undefined : found;
}

/** A real balancer: nginx on loopback, one worker, round robin. */
export class Balancer {
  private readonly directory = mkdtempSync(join(tmpdir(), "growth-lab-"));
  private child: ChildProcess | undefined;
  private targets = "";

  constructor(
    private readonly nginx: string,
    readonly port: number,
    private readonly timeoutMs: number,
  ) {
    mkdirSync(join(this.directory, "logs"));
  }

  async start(ports: readonly number[]): Promise<void> {
    this.write(ports);
    this.child = spawn(this.nginx, ["-p", this.directory, "-c", "nginx.conf", "-e", "logs/error.log"], {
      stdio: "ignore",
    });
    await wait(300);
  }

  /** Changes the targets; requests in flight end as they began. */
  route(ports: readonly number[]): void {
    const before = this.targets;
    this.write(ports);
    if (this.targets !== before) this.child?.kill("SIGHUP");
  }

  async stop(): Promise<void> {
    this.child?.kill("SIGTERM");
    await wait(200);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private write(ports: readonly number[]): void {
    this.targets = ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(" ");
    const upstream = ports.length > 0 ? `upstream app { ${this.targets} }` : "";
    const pass = ports.length > 0 ? "proxy_pass http://app;" : "return 503;";
    writeFileSync(
      join(this.directory, "nginx.conf"),
      `daemon off; worker_processes 1; pid nginx.pid; worker_shutdown_timeout 5s;
events { worker_connections 8192; }
http { access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  ${upstream}
  server { listen 127.0.0.1:${this.port} backlog=8192; keepalive_timeout 0;
    location / { ${pass} proxy_next_upstream off; proxy_connect_timeout 2s; proxy_read_timeout ${this.timeoutMs}ms; }
  }
}
`,
    );
  }
}
