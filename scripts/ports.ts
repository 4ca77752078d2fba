import { createServer } from "node:net";

// Ports handed out by this process, so that two services asking one after the other never get the same.
const handedOut = new Set<number>();

/**
 * A free TCP port on loopback: the preferred one, else the next free above it.
 * @param preferred 0 for any free port (tests)
 */
export async function findFreePort(preferred: number): Promise<number> {
  if (preferred === 0) {
    for (;;) {
      const port = await listenOnce(0);
      if (port !== null && !handedOut.has(port)) return remember(port);
    }
  }
  for (let port = preferred; port < preferred + 200 && port < 65_536; port += 1) {
    if (!handedOut.has(port) && (await listenOnce(port)) !== null) return remember(port);
  }
  throw new Error(`No free port between ${preferred} and ${preferred + 199}.`);
}

function remember(port: number): number {
  handedOut.add(port);
  return port;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}
