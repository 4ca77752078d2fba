import type { IncomingMessage, ServerResponse } from "node:http";
import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";

/** placeholder until the next slice */
export async function readPostmark(
  _sandbox: Sandbox,
  _server: Server,
  _request: IncomingMessage,
  _response: ServerResponse,
  _url: URL,
): Promise<boolean> {
  return false;
}
