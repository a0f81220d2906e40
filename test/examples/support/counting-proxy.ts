import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server } from "node:net";

/** Passes bytes on to a port and counts the connections, to see whether a caller keeps them. */
export class CountingProxy {
  connections = 0;

  private constructor(private readonly server: Server) {}

  static async start(target: number): Promise<CountingProxy> {
    const server = createServer();
    const proxy = new CountingProxy(server);
    server.on("connection", (incoming) => {
      proxy.connections++;
      const outgoing = connect(target, "127.0.0.1");
      incoming.pipe(outgoing).pipe(incoming);
      incoming.on("error", () => outgoing.destroy());
      outgoing.on("error", () => incoming.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
  }
}
