/**
 * An `aws` for the PATH that runs the real one: it records each call, lets chosen calls fail, and brings those to the
 * KeyValueStore to its server. With the CLI as a Python package it runs in a process that has loaded it already, since
 * loading is most of a call's time; its code and the wire are the real ones all the same.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SERVER = `
import os, sys, socket, json, threading, struct
import awscli.clidriver
driver = awscli.clidriver.create_clidriver()
# Parsing the descriptions of the services is most of what a call does.
loader = driver.session.get_component("data_loader")
for service in ("s3", "cloudfront", "cloudfront-keyvaluestore", "cloudwatch", "codebuild"):
    for kind in ("service-2", "paginators-1", "waiters-2", "endpoint-rule-set-1"):
        try:
            loader.load_service_model(service, kind)
        except Exception:
            pass
for name in ("endpoints", "partitions", "sdk-default-configuration", "_retry", "cli"):
    loader.load_data(name)
path = sys.argv[1]
# Set when the CLI was loaded: where its descriptions of the services lie.
data_path = os.environ["AWS_DATA_PATH"]
server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
server.bind(path)
server.listen(64)
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
while True:
    connection, _ = server.accept()
    if os.fork() == 0:
        server.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        message, fds, _, _ = socket.recv_fds(connection, 1 << 20, 3)
        while not message.endswith(b"\\0"):
            message += connection.recv(1 << 20)
        request = json.loads(message[:-1])
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"], AWS_DATA_PATH=data_path)
        for target, fd in zip((0, 1, 2), fds):
            os.dup2(fd, target)
        sys.argv = ["aws"] + request["args"]
        code = 255
        try:
            code = driver.main(request["args"])
        except SystemExit as exit:
            code = exit.code if isinstance(exit.code, int) else 1
        except BaseException as error:
            print(error, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(bytes([code & 255]))
        os._exit(0)
    connection.close()
`;

const CLIENT = `#!PYTHON
import json, os, socket, sys, time
folder = os.path.dirname(os.path.abspath(__file__))
args = sys.argv[1:]
calls = os.path.join(folder, "calls")
with open(calls, "a") as log:
    log.write(json.dumps(args) + "\\n")
faults = os.path.join(folder, "faults.json")
if os.path.exists(faults):
    for fault in json.load(open(faults)):
        words = " ".join(args)
        if not all(word in words for word in fault["words"]):
            continue
        # O_EXCL: each of the calls at the same time gets a number of its own.
        number = 0
        while True:
            try:
                os.close(os.open(os.path.join(folder, f"fault-{fault['id']}-{number}"), os.O_CREAT | os.O_EXCL))
                break
            except FileExistsError:
                number += 1
        hit = number >= fault["skip"] and (fault["times"] < 0 or number < fault["skip"] + fault["times"])
        if hit:
            with open(os.path.join(folder, "hits"), "a") as log:
                log.write(fault["id"] + "\\n")
        if hit and fault["kind"] == "hang":
            # As long as the caller lives: a call that is under way when the machine dies.
            parent = os.getppid()
            while os.getppid() == parent:
                time.sleep(0.02)
            sys.exit(255)
        elif hit and fault["kind"] == "slow":
            time.sleep(2)
        elif hit and fault["kind"] == "after":
            args = args + ["--fault-after"]
        elif hit:
            sys.stderr.write("\\nAn error occurred (InternalError) when calling the operation: injected\\n")
            sys.exit(254)
after = "--fault-after" in args
if after:
    args.remove("--fault-after")
env = dict(os.environ)
if args[:1] == ["cloudfront-keyvaluestore"]:
    env["HTTP_PROXY"] = env["http_proxy"] = env["TEST_KVS"]
    # Signing for several regions needs a native library that not every machine has; the store does not check it.
    args = args + ["--no-sign-request", "--endpoint-url", "http://kvs.invalid"]
real = env.get("TEST_AWS")
if real:
    os.environ.update(env)
    code = os.spawnv(os.P_WAIT, real, [real] + args)
else:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(os.path.join(folder, "socket"))
    message = json.dumps({"args": args, "env": env, "cwd": os.getcwd()}).encode() + b"\\0"
    sent = socket.send_fds(connection, [message], [0, 1, 2])
    if sent < len(message):
        connection.sendall(message[sent:])
    answer = connection.recv(1)
    code = answer[0] if answer else 255
if after:
    sys.stderr.write("\\nAn error occurred (InternalError) when calling the operation: injected after the call\\n")
    code = 254
sys.exit(code)
`;

/** A call that fails. */
export interface Fault {
  /** Words that the call's arguments hold, e.g. `["s3api", "delete-objects"]`. */
  readonly words: readonly string[];
  /** How often; -1: always. */
  readonly times?: number;
  /** How many such calls succeed before. */
  readonly skip?: number;
  /** `before`: AWS does not get the request; `after`: it does, and the answer is lost; `hang`: until the caller dies; `slow`: it
   * succeeds after two seconds. */
  readonly kind?: "before" | "after" | "hang" | "slow";
}

const FIRST_HIT_SECONDS = 60;

export class Cli {
  private server: ChildProcess | undefined;
  private faults = 0;

  /** @param folder is put before the PATH */
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  async start(): Promise<void> {
    const python = pythonWithCli();
    writeFileSync(join(this.folder, "aws"), CLIENT.replace("PYTHON", python ?? "/usr/bin/env python3"));
    chmodSync(join(this.folder, "aws"), 0o755);
    if (python === undefined) {
      return;
    }
    writeFileSync(join(this.folder, "server.py"), SERVER);
    const server = spawn(python, [join(this.folder, "server.py"), join(this.folder, "socket")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.stdout.once("data", () => resolve());
      server.once("exit", (code) => reject(new Error(`the CLI's process ended with ${code ?? "a signal"}`)));
    });
  }

  stop(): void {
    this.server?.removeAllListeners("exit");
    this.server?.kill();
  }

  /** Environment variables for a process that should use this CLI. */
  environment(): Record<string, string> {
    const real = this.server === undefined ? realCli() : undefined;
    return {
      PATH: `${this.folder}:${process.env["PATH"] ?? ""}`,
      ...(real === undefined ? {} : { TEST_AWS: real }),
    };
  }

  failNext(...faults: readonly Fault[]): void {
    this.clearFaults();
    const numbered = faults.map((fault) => {
      this.faults += 1;
      return { kind: "before", times: 1, skip: 0, ...fault, id: String(this.faults) };
    });
    writeFileSync(join(this.folder, "faults.json"), JSON.stringify(numbered));
  }

  clearFaults(): void {
    rmSync(join(this.folder, "hits"), { force: true });
    rmSync(join(this.folder, "faults.json"), { force: true });
  }

  /** How many calls have failed by the faults since the last `failNext`. */
  hits(): number {
    const file = join(this.folder, "hits");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
  }

  /** Waits until a fault has happened. */
  async firstHit(): Promise<void> {
    const until = Date.now() + FIRST_HIT_SECONDS * 1000;
    while (this.hits() === 0) {
      if (Date.now() > until) {
        throw new Error(`no fault within ${FIRST_HIT_SECONDS} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The calls since the last `forgetCalls`, each as its arguments. */
  calls(): string[][] {
    const file = join(this.folder, "calls");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as string[]);
  }

  forgetCalls(): void {
    rmSync(join(this.folder, "calls"), { force: true });
  }
}

/** The Python that the CLI is installed in; undefined where the CLI is a program of its own (version 2). */
function pythonWithCli(): string | undefined {
  const found = spawnSync("python3", ["-c", "import awscli, sys; print(sys.executable)"], {
    encoding: "utf8",
  });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

function realCli(): string {
  return spawnSync("sh", ["-c", "command -v aws"], { encoding: "utf8" }).stdout.trim();
}
