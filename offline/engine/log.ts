import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Deployment, Severity } from "./deployment";
import type { Rpc } from "./rpc";

/** Debug messages are the SDK's own; the CLI hides them as well. */
const SEVERITIES: Readonly<Record<number, Severity | undefined>> = {
  [engine.LogSeverity.INFO]: "info",
  [engine.LogSeverity.WARNING]: "warning",
  [engine.LogSeverity.ERROR]: "error",
};

/** The Engine service: messages of program and packs, and the root resource for old SDKs. */
export function engineService(
  deployment: Deployment,
  rpc: Rpc,
): IEngineServer & UntypedServiceImplementation {
  let root = "";
  return {
    log: rpc.handle((request) => {
      const severity = SEVERITIES[request.getSeverity()];
      // An ephemeral message is progress, replaced by the next one.
      if (severity && !request.getEphemeral()) {
        const message = request.getMessage().trimEnd();
        const known = severity === "error" ? deployment.explain(message) : undefined;
        deployment.report(severity, known ?? message, request.getUrn());
      }
      return new Empty();
    }),
    getRootResource: rpc.handle(() => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(root);
      return response;
    }),
    setRootResource: rpc.handle((request) => {
      root = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
    startDebugging: rpc.handle(() => new Empty()),
    // The preview has no CLI whose version could be too old.
    requirePulumiVersion: rpc.handle(() => new engine.RequirePulumiVersionResponse()),
  };
}
