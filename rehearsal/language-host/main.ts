/**
 * `pulumi-language-nodejs` for machines that have the Pulumi CLI without its language hosts, as one that was built from its Go module:
 * prints the port on which it serves `LanguageRuntime`. The host that comes with an installed CLI is always preferred.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { languageRuntime } from "./service";
import { killAll } from "./process";

const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

const engineAddress =
  process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith("-"))
    .at(-1) ?? "";
const server = new Server({
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
});
server.addService(LanguageRuntimeService, languageRuntime(engineAddress));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`pulumi-language-nodejs: ${error.message}`);
    process.exit(1);
  }
  console.log(port);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(0));
}
process.on("exit", killAll);
// The engine holds the other end of standard input, also one that is killed.
process.stdin.on("close", () => process.exit(0));
process.stdin.resume();
