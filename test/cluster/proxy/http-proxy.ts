import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { RunningProxy } from "./tcp-proxy.ts";
import { type Upstream, Upstreams } from "./upstreams.ts";

const checkEveryMs = 500;

/** Names the process that answered. */
export const ANSWERED_BY = "x-answered-by";

export interface HttpProxy extends RunningProxy {
  /** What is new goes past a process, or to it again. */
  leaveOut(name: string, leftOut: boolean): void;
}

/**
 * One address before several processes, request by request, as a proxy of a real installation: it asks each whether it is ready and sends
 * nothing to one that is not; whoever refuses the connection is passed over. What broke off half-way is sent to another only if reading it
 * again changes nothing. Streams and cookies pass untouched.
 */
export async function startHttpProxy(
  port: number,
  targets: readonly { name: string; port: number }[],
  readyPath: string,
): Promise<HttpProxy> {
  const upstreams = new Upstreams(targets);
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      return; // the client has left
    }
    const body = Buffer.concat(chunks);
    for (const upstream of upstreams.inTurn()) {
      const outcome = await forward(incoming, outgoing, body, upstream);
      if (outcome !== "again") return;
    }
    if (!outgoing.headersSent) outgoing.writeHead(502).end("no process took it");
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const checking = setInterval(() => {
    for (const upstream of upstreams.all) void check(upstream, readyPath);
  }, checkEveryMs);
  return {
    port,
    leaveOut: (name, leftOut) => {
      for (const upstream of upstreams.all) if (upstream.name === name) upstream.leftOut = leftOut;
    },
    close: () => {
      clearInterval(checking);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function check(upstream: Upstream, readyPath: string): Promise<void> {
  try {
    const url = `http://127.0.0.1:${upstream.port}${readyPath}`;
    upstream.up = (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    upstream.up = false;
  }
}

/** @returns "again" where another may be asked: nothing of it was done, or doing it twice is the same */
function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer,
  upstream: Upstream,
): Promise<"done" | "again"> {
  const { promise, resolve } = Promise.withResolvers<"done" | "again">();
  const before = incoming.headers["x-forwarded-for"];
  const sent = request({
    // A connection for each: of one that was kept nobody can tell whether a request that broke off was read.
    ...{ host: "127.0.0.1", port: upstream.port, method: incoming.method, path: incoming.url, agent: false },
    headers: {
      ...endToEnd(incoming.headers),
      ...(body.length > 0 && { "content-length": body.length }),
      "x-forwarded-for": [before, incoming.socket.remoteAddress].filter(Boolean).join(", "),
    },
  });
  outgoing.on("close", () => sent.destroy());
  sent.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, {
      ...endToEnd(answer.headers),
      [ANSWERED_BY]: upstream.name,
    });
    outgoing.flushHeaders();
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
    answer.on("close", () => {
      if (!answer.complete) outgoing.destroy();
      resolve("done");
    });
  });
  sent.on("error", (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent || outgoing.destroyed) {
      outgoing.destroy();
      return resolve("done");
    }
    if (error.code === "ECONNREFUSED") upstream.up = false;
    if (error.code === "ECONNREFUSED" || incoming.method === "GET" || incoming.method === "HEAD")
      return resolve("again");
    outgoing.writeHead(502).end(`${upstream.name} broke off`);
    resolve("done");
  });
  sent.end(body);
  return promise;
}

/** Without what is between two neighbours alone. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...rest } = headers;
  return rest;
}
