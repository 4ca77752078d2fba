import { once } from "node:events";
import { createServer } from "node:http";
import type { TestWeb } from "./open-web.ts";

/** Puts the webhook and unsubscribe routes on a port, so that the simulator can call them as Postmark and customers do. */
export async function serveWeb(web: TestWeb): Promise<{ url: string; calls: number[]; close(): void }> {
  const calls: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const [, , noun, ...rest] = (request.url ?? "").split("/");
    const password = Buffer.from(request.headers.authorization?.slice(6) ?? "", "base64")
      .toString()
      .split(":")[1];
    const traceId = request.headers["x-pm-webhook-trace-id"];
    const answer =
      noun === "webhooks"
        ? await web.webhook(rest[1] ?? "", body, {
            password: password ?? null,
            ...(typeof traceId === "string" && { traceId }),
          })
        : await web.unsubscribe(rest[0] ?? "", body, {
            "content-type": request.headers["content-type"] ?? "text/plain",
          });
    calls.push(answer.status);
    response.writeHead(answer.status).end(await answer.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    calls,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
