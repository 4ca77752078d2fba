import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";

/**
 * Answers `/health` (process up), `/ready` and `/metrics`, on a port that is the operator's alone.
 * @param options.port 0 takes a free one
 */
export async function startStatusServer(options: {
  host: string;
  port: number;
  registry: Registry;
  /** Everything to be shown at `/metrics`, where it is more than this process's own. */
  metrics?: () => Promise<string>;
  isReady: () => boolean;
}): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url === "/health") response.end("ok");
    else if (request.url === "/ready") {
      response.statusCode = options.isReady() ? 200 : 503;
      response.end(options.isReady() ? "ok" : "not ready");
    } else if (request.url === "/metrics") {
      response.setHeader("content-type", options.registry.contentType);
      response.end(await (options.metrics?.() ?? options.registry.metrics()));
    } else {
      response.statusCode = 404;
      response.end("not found");
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, options.host, resolve);
  });
  return server;
}
