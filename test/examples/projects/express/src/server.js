import express from "express";

const app = express();
app.set("trust proxy", 2);
app.use(express.static("public"));
app.use(express.raw({ limit: "3mb", type: "*/*" }));
app.get("/health", (_request, response) => response.json({ status: "ok" }));
app.get("/", (request, response) => response.send(`<h1>Rendered on ${request.headers.host}</h1>`));
app.post("/upload", (request, response) => response.json({ bytes: request.body.length }));

const server = app.listen(process.env.PORT);
// Longer than nginx keeps its idle connections.
server.keepAliveTimeout = 75_000;
process.on("SIGTERM", () => server.close(() => process.exit(0)));
