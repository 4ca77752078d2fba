import { createServer } from "node:http";
import * as z from "zod";

/** The web's webhook route on a port, as a process of its own that may be killed. Its environment is the web's. */
const { PORT } = z.object({ PORT: z.coerce.number() }).parse(process.env);
const route = await import("../../../apps/web/src/app/api/webhooks/postmark/[organisationId]/route.ts");

createServer(async (incoming, outgoing) => {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers))
      if (typeof value === "string") headers.set(name, value);
    const url = `http://127.0.0.1:${PORT}${incoming.url}`;
    const request = new Request(url, {
      method: "POST",
      headers,
      body: Buffer.concat(chunks).toString("utf8"),
    });
    const organisationId = incoming.url?.split("/").at(-1) ?? "";
    const answer = await route.POST(request, { params: Promise.resolve({ organisationId }) });
    outgoing.writeHead(answer.status).end(await answer.text());
  } catch {
    outgoing.writeHead(503).end();
  }
}).listen(PORT, "127.0.0.1", () => process.stdout.write("listening\n"));
