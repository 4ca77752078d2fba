import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { limitConnections } from "./limit-connections.ts";

it("C17 every server's connections are bounded, and a reader who stops is cut off", async () => {
  limitConnections({ headersMs: 1_000, requestMs: 2_000, silenceMs: 150, idleMs: 140 });
  const server = createServer((_request, response) => response.end(Buffer.alloc(20_000_000))).listen(0);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  for (const _connection of ["the first", "the second"]) {
    const [reader, [socket]] = [connect(port, "127.0.0.1"), await once(server, "connection")];
    const closed = once(socket, "close");
    reader.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    reader.pause();
    await closed;
    reader.destroy();
  }
  const { headersTimeout, requestTimeout, timeout, keepAliveTimeout } = server;
  expect([headersTimeout, requestTimeout, timeout, keepAliveTimeout]).toEqual([1_000, 2_000, 150, 140]);
  server.close();
});
