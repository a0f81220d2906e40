import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Account } from "./account";
import { ProviderService } from "./service";

const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Providers that the engine can attach to. */
export interface AttachedProviders {
  /** For `PULUMI_DEBUG_PROVIDERS`. */
  readonly port: number;
  readonly account: Account;
  /** Types and functions that the provider answered without knowing them. */
  readonly notSimulated: ReadonlySet<string>;
  readonly close: () => void;
}

/**
 * Serves the simulated provider on a free port of 127.0.0.1.
 *
 * @param programDirectory where the program is, whose SDKs say what their providers compute
 */
export async function serveProviders(programDirectory?: string): Promise<AttachedProviders> {
  const account = new Account();
  const notSimulated = new Set<string>();
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const service = new ProviderService(account, (what) => notSimulated.add(what), programDirectory);
  server.addService(ResourceProviderService, service.implementation());
  const port = await new Promise<number>((settle, fail) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? fail(error) : settle(bound),
    );
  });
  return { port, account, notSimulated, close: () => server.forceShutdown() };
}
