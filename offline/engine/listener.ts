import { createServer, type Server, type Socket } from "node:net";
import { UsageError } from "../errors";

/**
 * The port of the engine, open before gRPC is loaded: program and packs are started with its address at once, and their connections
 * wait here until the gRPC server can take them.
 */
export class Listener {
  private readonly waiting: Socket[] = [];
  private readonly open = new Set<Socket>();
  private take: (socket: Socket) => void = (socket) => this.waiting.push(socket);

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {
    server.on("connection", (socket) => {
      this.open.add(socket);
      socket.on("close", () => this.open.delete(socket));
      // A killed program resets its connection; no call waits for it any more.
      socket.on("error", () => undefined);
      this.take(socket);
    });
  }

  /** Listens on this port of 127.0.0.1; 0 is any free one. */
  static listen(port: number): Promise<Listener> {
    const server = createServer({ noDelay: true });
    return new Promise((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) => {
        const reason =
          error.code === "EADDRINUSE" ? "is already in use" : `cannot be opened: ${error.message}`;
        reject(new UsageError(`port ${port} of 127.0.0.1 ${reason}`));
      });
      server.listen(port, "127.0.0.1", () => {
        const bound = server.address();
        const actual = typeof bound === "object" && bound !== null ? bound.port : port;
        resolve(new Listener(server, `127.0.0.1:${actual}`));
      });
    });
  }

  /** Hands over every connection, waiting or to come. */
  deliver(take: (socket: Socket) => void): void {
    this.take = take;
    this.waiting.splice(0).forEach(take);
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }
}
