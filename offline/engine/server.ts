import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { Deployment } from "./deployment";
import { Components } from "./components";
import { Hooks } from "./hooks";
import { Invokes } from "./invoke";
import type { Listener } from "./listener";
import { engineService } from "./log";
import { monitorService } from "./monitor";
import { Providers } from "./providers";
import { Resources } from "./resources";
import { MAX_MESSAGE_BYTES, Rpc } from "./rpc";
import type { StackOutputs } from "./stack-references";
import { Callbacks } from "./transforms";

export interface EngineOptions {
  readonly deployment: Deployment;
  readonly listener: Listener;
  readonly unknowns: boolean;
  readonly programDirectory: string;
  readonly stackOutputs: StackOutputs;
  /** Called when the engine refuses something and the program must end. */
  readonly onFault: () => void;
}

/** A running engine: policies see the providers that it chose. */
export interface Engine {
  readonly providers: Providers;
  readonly close: () => void;
}

/** Serves ResourceMonitor and Engine on a port that is already open. */
export function startEngine(options: EngineOptions): Engine {
  const { deployment, listener, programDirectory, stackOutputs, unknowns } = options;
  const providers = new Providers(deployment, programDirectory);
  const callbacks = new Callbacks();
  const invokes = new Invokes(deployment, providers, programDirectory, stackOutputs);
  const rpc = new Rpc(deployment, options.onFault);
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(
    ResourceMonitorService,
    monitorService({
      deployment,
      providers,
      callbacks,
      rpc,
      invokes,
      hooks: new Hooks(callbacks, deployment),
      resources: new Resources(deployment, providers, { unknowns, programDirectory, stackOutputs }),
      components: new Components(deployment, providers, invokes, unknowns),
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
