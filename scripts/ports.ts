import { createSocket, type Socket } from "node:dgram";
import { createServer } from "node:net";

/**
 * Ports handed out by this process, each held by a UDP socket on the same number. Nobody sends anything there, and the program that gets
 * the port listens by TCP, so neither is in the other's way. But the system gives a number to one holder alone and takes it back when
 * that ends, however it does: two copies of Packpost that look at the same moment never take the same port, nor does one take a port
 * whose program is being started again just now.
 */
const held = new Map<number, Socket>();

/**
 * A free TCP port on loopback: the preferred one, else the next free above it. It stays this process's until that ends.
 * @param preferred 0 for any free port (tests)
 */
export async function findFreePort(preferred: number): Promise<number> {
  if (preferred === 0) {
    for (;;) {
      const port = await listenOnce(0, "127.0.0.1");
      if (port !== null && (await hold(port))) return port;
    }
  }
  for (let port = preferred; port < preferred + 200 && port < 65_536; port += 1) {
    if (await hold(port)) {
      if (await isPortFree(port)) return port;
      release(port);
    }
  }
  throw new Error(`No free port between ${preferred} and ${preferred + 199}.`);
}

/** Whether a program could listen here: neither on 127.0.0.1 nor on ::1, where `localhost` may lead as well, is anybody there. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port, "127.0.0.1")) !== null && (await listenOnce(port, "::1")) !== null;
}

/** @returns false where this process or another copy has it */
function hold(port: number): Promise<boolean> {
  if (held.has(port)) return Promise.resolve(false);
  const socket = createSocket("udp4").unref();
  held.set(port, socket);
  return new Promise((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") release(port);
      // A machine that lets nobody listen by UDP has no other way to tell copies apart than to try.
      resolve(error.code !== "EADDRINUSE");
    });
    socket.bind({ port, address: "127.0.0.1", exclusive: true }, () => resolve(true));
  });
}

function release(port: number): void {
  held.get(port)?.close();
  held.delete(port);
}

/** @returns the port that was listened on for a moment; null where it is taken */
function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) => {
      // Without IPv6 nobody is there.
      resolve(code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT" ? port : null);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}
