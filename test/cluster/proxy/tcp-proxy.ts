import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Upstreams } from "./upstreams.ts";

export interface RunningProxy {
  readonly port: number;
  close(): void;
}

/** One address before several processes that speak any protocol: a connection goes to the next that takes it, as a Kubernetes service does. */
export async function startTcpProxy(
  port: number,
  targets: readonly { name: string; port: number }[],
): Promise<RunningProxy> {
  const upstreams = new Upstreams(targets);
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: false }, async (client) => {
    open.add(client);
    client.on("error", () => undefined);
    client.on("close", () => open.delete(client));
    const upstream = await firstThatTakes(upstreams);
    if (upstream === undefined || client.destroyed) {
      upstream?.destroy();
      client.destroy();
      return;
    }
    // Whichever side ends, the other must hear of it: else a client waits for a process that has died.
    upstream.on("error", () => client.destroy());
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

async function firstThatTakes(upstreams: Upstreams): Promise<Socket | undefined> {
  for (const upstream of upstreams.inTurn()) {
    const socket = connect({ port: upstream.port, host: "127.0.0.1", noDelay: true });
    try {
      await once(socket, "connect");
      upstream.up = true;
      return socket;
    } catch {
      upstream.up = false;
    }
  }
  return undefined;
}
