import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";
import { Socket } from "node:net";

/** How long a connection may take, in milliseconds. */
interface ConnectionLimits {
  /** Until a request's headers are there. */
  readonly headersMs: number;
  /** Until a whole request is there. */
  readonly requestMs: number;
  /** Without a byte in either direction. */
  readonly silenceMs: number;
  /** Until the next request: longer than proxies keep one open (60 s), or what they send into a connection that closes is lost. */
  readonly idleMs: number;
}

/** A picture of 10 MB may take two minutes (`api/pictures`), and a live stream says something every ten seconds. */
const usual: ConnectionLimits = { headersMs: 20_000, requestMs: 130_000, silenceMs: 120_000, idleMs: 75_000 };

/**
 * From now on a sender who does not come to an end, and a reader who stops reading, lose their connection. Next makes its
 * server itself and gives us no hold of it; Node waits five minutes for a request, for a reader
 * without end, and five seconds for the next request.
 * @source https://nodejs.org/api/diagnostics_channel.html#net ("net.server.socket")
 */
export function limitConnections(limits: ConnectionLimits = usual): void {
  subscribe("net.server.socket", (message) => {
    if (typeof message !== "object" || message === null || !("socket" in message)) return;
    const { socket } = message;
    if (!(socket instanceof Socket) || !("server" in socket)) return;
    const { server } = socket;
    if (!(server instanceof Server) || server.timeout === limits.silenceMs) return;
    server.headersTimeout = limits.headersMs;
    server.requestTimeout = limits.requestMs;
    server.timeout = limits.silenceMs;
    server.keepAliveTimeout = limits.idleMs;
    // The first connection was there before.
    socket.setTimeout(limits.silenceMs);
  });
}
