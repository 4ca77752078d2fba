import { subscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";

/**
 * From now on every answer closes its connection. Next stops listening by itself, but a browser that goes on asking over
 * a connection it had kept would hold the process until the grace is over.
 * @source https://nodejs.org/api/diagnostics_channel.html#http ("http.server.request.start")
 */
export function endKeptConnections(): void {
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("response" in message)) return;
    if (message.response instanceof ServerResponse) message.response.shouldKeepAlive = false;
  });
}
