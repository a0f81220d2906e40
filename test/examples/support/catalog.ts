import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const PRODUCTS = [
  { id: "lamp", name: "Floor lamp", price: 12_900 },
  { id: "rug", name: "Wool rug", price: 34_000 },
];

/** The service behind the application (CATALOG_URL): answers `/products` after a time that the test sets. */
export class Catalog {
  delayMs = 0;
  failing = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Catalog> {
    const server = createServer();
    const catalog = new Catalog(server);
    server.on("request", (_request, response) => {
      setTimeout(() => {
        response.writeHead(catalog.failing ? 500 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(PRODUCTS));
      }, catalog.delayMs);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return catalog;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
