import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from "@grpc/grpc-js";
import { status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { messageOf } from "../../offline/errors";
import { directDependencies, pluginPackages } from "./packages";
import { nodeArgs, runnerOf, startNode, typescriptEnv, type ProgramInfo } from "./process";

/** Exit code of the SDK's runner after it has reported to the engine what went wrong. */
const LOGGED_FAILURE = 32;

/**
 * `LanguageRuntime` of pulumi/pulumi's proto/pulumi/language.proto for Node.js, as far as deployments and policy packs need it. The
 * generation of SDKs and the conversion of programs are not part of it: the engine is answered that they are not implemented.
 */
export function languageRuntime(engineAddress: string): UntypedServiceImplementation {
  return {
    handshake: unary(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(() => {
      const info = new plugin.PluginInfo();
      info.setVersion("");
      return info;
    }),
    getRequiredPackages: unary((request: language.GetRequiredPackagesRequest) =>
      requiredPackages(infoOf(request.getInfo())),
    ),
    getProgramDependencies: unary((request: language.GetProgramDependenciesRequest) =>
      programDependencies(infoOf(request.getInfo())),
    ),
    about: unary(() => {
      const response = new language.AboutResponse();
      response.setExecutable(process.execPath);
      response.setVersion(process.version);
      return response;
    }),
    runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
    cancel: unary(() => new Empty()),
    installDependencies: (
      call: ServerWritableStream<language.InstallDependenciesRequest, language.InstallDependenciesResponse>,
    ) => {
      // node_modules is the caller's: a rehearsal installs nothing.
      call.end();
    },
    run: unary((request: language.RunRequest) => run(request, engineAddress)),
    runPlugin: (call: ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>) => {
      runPlugin(call).catch((error: unknown) => {
        call.emit("error", { code: status.UNKNOWN, details: messageOf(error) });
      });
    },
  };
}

function unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    void (async () => {
      try {
        callback(null, await answer(call.request));
      } catch (error) {
        callback({ code: status.UNKNOWN, details: messageOf(error) });
      }
    })();
  };
}

function infoOf(info: language.ProgramInfo | undefined): ProgramInfo {
  return {
    rootDirectory: info?.getRootDirectory() ?? "",
    programDirectory: info?.getProgramDirectory() ?? "",
    entryPoint: info?.getEntryPoint() ?? ".",
    options: info?.getOptions()?.toJavaScript() ?? {},
  };
}

function requiredPackages(info: ProgramInfo): language.GetRequiredPackagesResponse {
  const response = new language.GetRequiredPackagesResponse();
  for (const { name, version, server } of pluginPackages(info.programDirectory)) {
    const dependency = new plugin.PackageDependency();
    dependency.setName(name);
    dependency.setKind("resource");
    dependency.setVersion(version === "" ? "" : `v${version}`);
    dependency.setServer(server);
    response.addPackages(dependency);
  }
  return response;
}

function programDependencies(info: ProgramInfo): language.GetProgramDependenciesResponse {
  const response = new language.GetProgramDependenciesResponse();
  for (const { name, version } of directDependencies(info.programDirectory)) {
    const dependency = new language.DependencyInfo();
    dependency.setName(name);
    dependency.setVersion(version);
    response.addDependencies(dependency);
  }
  return response;
}

async function run(request: language.RunRequest, engineAddress: string): Promise<language.RunResponse> {
  const info = infoOf(request.getInfo());
  const args = [
    ...nodeArgs(info),
    runnerOf(info.programDirectory, "run"),
    ...["--monitor", request.getMonitorAddress(), "--engine", engineAddress],
    ...["--organization", request.getOrganization(), "--project", request.getProject()],
    ...["--stack", request.getStack(), "--parallel", String(request.getParallel())],
    ...["--root-directory", info.rootDirectory, "--pwd", request.getPwd()],
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.entryPoint,
    ...request.getArgsList(),
  ];
  const { ended } = startNode(args, {
    cwd: request.getPwd(),
    env: {
      ...process.env,
      ...typescriptEnv(info),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
    output: "inherit",
  });
  const code = await ended;
  const response = new language.RunResponse();
  if (code === LOGGED_FAILURE) response.setBail(true);
  else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code}`);
  return response;
}

/** Runs a policy pack or a provider that is written for Node.js, and passes on what it prints. */
async function runPlugin(
  call: ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>,
): Promise<void> {
  const { request } = call;
  const info = infoOf(request.getInfo());
  const runner = request.getKind() === "analyzer" ? "run-policy-pack" : "run-plugin";
  const program =
    runner === "run-policy-pack"
      ? [...request.getArgsList(), info.programDirectory]
      : [info.programDirectory, ...request.getArgsList()];
  const { child, ended } = startNode(
    [...nodeArgs(info), runnerOf(info.programDirectory, runner), ...program],
    {
      cwd: request.getPwd() === "" ? info.programDirectory : request.getPwd(),
      env: { ...envOf(request.getEnvList()), ...typescriptEnv(info) },
      output: "pipe",
    },
  );
  const forward = (data: Buffer, set: (response: language.RunPluginResponse) => void) => {
    const response = new language.RunPluginResponse();
    set(response);
    call.write(response);
    return data;
  };
  child.stdout?.on("data", (data: Buffer) => forward(data, (response) => response.setStdout(data)));
  child.stderr?.on("data", (data: Buffer) => forward(data, (response) => response.setStderr(data)));
  call.on("cancelled", () => child.kill());
  const code = await ended;
  const last = new language.RunPluginResponse();
  last.setExitcode(code);
  call.write(last);
  call.end();
}

function envOf(list: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    list.map((entry) => {
      const end = entry.indexOf("=");
      return [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}
