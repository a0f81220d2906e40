import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { userInfo, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./example";
import { freePort } from "./server-process";

/**
 * The proxy of Elastic Beanstalk's Amazon Linux 2023 platforms around an application's `.platform/nginx`: the same
 * frame (what stands in `http` and `server` before an application adds its own), with other ports and folders.
 */
export class BeanstalkNginx {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly nginx: string,
    private readonly prefix: string,
    readonly port: number,
  ) {}

  /** `bundle` is what Beanstalk unpacks to /var/app/current; `appPort` stands for its PORT 8080. */
  static async start(nginx: string, bundle: string, appPort: number): Promise<BeanstalkNginx> {
    const prefix = mkdtempSync(join(tmpdir(), "beanstalk-nginx-"));
    const proxy = new BeanstalkNginx(nginx, prefix, await freePort());
    mkdirSync(join(prefix, "conf.d", "elasticbeanstalk"), { recursive: true });
    mkdirSync(join(prefix, "temp"));
    writeFileSync(join(prefix, "conf.d", "elasticbeanstalk", "00_application.conf"), PLATFORM_LOCATION);
    const own = join(bundle, ".platform", "nginx");
    if (existsSync(own)) cpSync(own, prefix, { recursive: true });
    for (const file of readdirSync(join(prefix, "conf.d"), { recursive: true, encoding: "utf8" })) {
      const path = join(prefix, "conf.d", file);
      if (!statSync(path).isFile()) continue;
      const text = readFileSync(path, "utf8");
      writeFileSync(
        path,
        text.replaceAll("127.0.0.1:8080", `127.0.0.1:${appPort}`).replaceAll("/var/app/current", bundle),
      );
    }
    writeFileSync(join(prefix, "nginx.conf"), frame(prefix, proxy.port));
    await proxy.check();
    await proxy.serve();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What nginx says of requests that it could not pass on. */
  get errors(): string {
    return readFileSync(join(this.prefix, "error.log"), "utf8");
  }

  /** `nginx -t`: throws with nginx's own message. */
  async check(): Promise<string> {
    return await run(this.nginx, [...this.args, "-t"], { cwd: this.prefix });
  }

  async stop(): Promise<void> {
    const { process } = this;
    if (process?.exitCode === null) {
      const closed = once(process, "close");
      process.kill("SIGTERM");
      await closed;
    }
    rmSync(this.prefix, { recursive: true, force: true });
  }

  private get args(): string[] {
    return ["-p", this.prefix, "-c", join(this.prefix, "nginx.conf"), "-e", join(this.prefix, "error.log")];
  }

  private async serve(): Promise<void> {
    this.process = spawn(this.nginx, [...this.args, "-g", "daemon off;"], { stdio: "ignore" });
    for (let tries = 0; tries < 50; tries++) {
      const answered = await fetch(`${this.url}/health`).then(
        () => true,
        () => false,
      );
      if (answered) return;
      await sleep(100);
    }
    throw new Error(`nginx did not come up:\n${this.errors}`);
  }
}

/** The platform's own 00_application.conf, which one of the bundle takes the place of. */
const PLATFORM_LOCATION = `
location / {
    proxy_pass         http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header   Connection      $connection_upgrade;
    proxy_set_header   Upgrade         $http_upgrade;
    proxy_set_header   Host            $host;
    proxy_set_header   X-Real-IP       $remote_addr;
    proxy_set_header   X-Forwarded-For $proxy_add_x_forwarded_for;
}
`;

/** What matters of the platform's nginx.conf: our files must fit beside these settings. */
function frame(prefix: string, port: number): string {
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
user ${userInfo().username};
pid ${prefix}/nginx.pid;
worker_processes 2;
events { worker_connections 1024; }
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    ${temp.map((kind) => `${kind}_temp_path ${prefix}/temp/${kind};`).join("\n    ")}
    log_format main '$remote_addr "$request" $status';
    include conf.d/*.conf;
    map $http_upgrade $connection_upgrade { default "upgrade"; }
    server {
        listen 127.0.0.1:${port} default_server;
        access_log ${prefix}/access.log main;
        client_header_timeout 60;
        client_body_timeout 60;
        keepalive_timeout 60;
        gzip off;
        gzip_comp_level 4;
        gzip_types text/plain text/css application/json application/javascript application/x-javascript text/xml
                   application/xml application/xml+rss text/javascript;
        include conf.d/elasticbeanstalk/*.conf;
    }
}
`;
}
