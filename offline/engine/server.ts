import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { Deployment } from "./deployment";
import { Functions } from "./functions";
import { Hooks } from "./hooks";
import type { Listener } from "./listener";
import { engineService } from "./log";
import { monitorService } from "./monitor";
import { Providers } from "./providers";
import { Registrar } from "./registration";
import { MAX_MESSAGE_BYTES, Rpc } from "./rpc";
import { Simulation } from "./simulation";
import { loadTables } from "./tables";
import { Callbacks } from "./transforms";

export interface EngineOptions {
  readonly deployment: Deployment;
  readonly listener: Listener;
  readonly unknowns: boolean;
  readonly programDirectory: string;
  /** Called when the engine refuses something and the program must end. */
  readonly onFault: () => void;
}

/** A running engine: the providers it chose are asked for when policies are run. */
export interface Engine {
  readonly providers: Providers;
  readonly close: () => void;
}

/** Serves ResourceMonitor and Engine on a port that is already open. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { deployment, listener } = options;
  const tables = await loadTables();
  const providers = new Providers(deployment);
  const callbacks = new Callbacks();
  const rpc = new Rpc(deployment, options.onFault);
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(
    ResourceMonitorService,
    monitorService({
      ...{ deployment, providers, callbacks, rpc },
      hooks: new Hooks(callbacks, deployment),
      registrar: new Registrar(
        deployment,
        providers,
        tables,
        new Simulation(providers, tables, options.unknowns),
        options.programDirectory,
      ),
      functions: new Functions(deployment, providers, tables, options.programDirectory),
    }),
  );
  server.addService(EngineService, engineService(deployment, rpc));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  listener.deliver((socket) => injector.injectConnection(socket));
  return {
    providers,
    close: () => {
      callbacks.close();
      listener.close();
      injector.destroy();
      server.forceShutdown();
    },
  };
}
