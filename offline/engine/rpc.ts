import { status, type handleUnaryCall } from "@grpc/grpc-js";
import { messageOf } from "../errors";
import type { Deployment } from "./deployment";
import { EngineFault } from "./faults";

/** Largest message, the SDK's own limit. */
export const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Wraps handlers so that errors reach the program as the engine's do, and an {@link EngineFault} ends the run. */
export class Rpc {
  private stopped = false;

  constructor(
    private readonly deployment: Deployment,
    private readonly onFault: () => void,
  ) {}

  handle<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> {
    return (call, callback) => {
      void (async () => {
        if (this.stopped) {
          callback({ code: status.UNAVAILABLE, details: "the preview has been stopped" });
          return;
        }
        try {
          callback(null, await answer(call.request));
        } catch (error) {
          if (error instanceof EngineFault) {
            this.stop(error);
            // What the SDK takes for the engine's end: it stays silent, since the user has the message already.
            callback({ code: status.UNAVAILABLE, details: error.message });
          } else {
            callback({ code: status.UNKNOWN, details: messageOf(error) });
          }
        }
      })();
    };
  }

  private stop(fault: EngineFault): void {
    if (!this.stopped) this.deployment.report("error", fault.message, fault.urn);
    this.stopped = true;
    this.onFault();
  }
}
