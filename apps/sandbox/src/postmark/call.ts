import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { PostmarkError } from "./errors.ts";
import type { Query } from "./query.ts";

/** A request to an endpoint of a server's API. */
export interface Call {
  sandbox: Sandbox;
  server: Server;
  query: Query;
  raw: Buffer;
  /** A part of the path, empty when the endpoint has no such part. */
  param(name: string): string;
}

export type Result = { ok: unknown } | PostmarkError;
