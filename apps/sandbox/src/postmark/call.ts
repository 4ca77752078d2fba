import { isAscii } from "node:buffer";
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

/** The body as JSON, or undefined when it is none. */
export function parseJson(raw: Buffer): unknown {
  try {
    // Plain ASCII, as most batches are, is turned into text twice as fast as Latin-1.
    return JSON.parse(raw.toString(isAscii(raw) ? "latin1" : "utf8"));
  } catch {
    return undefined;
  }
}
