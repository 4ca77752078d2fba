import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import type { TwilioError } from "./errors.ts";

/** A request to an endpoint of an account's API. */
export interface Call {
  sandbox: Sandbox;
  server: Server;
  query: URLSearchParams;
  form: URLSearchParams;
  /** A part of the path, empty when the endpoint has no such part. */
  param(name: string): string;
}

export type Result = { ok: unknown; status?: 200 | 201 } | { redirect: string } | TwilioError;
