import type { ApiScope } from "@packpost/core/api-key/schemas";
import type { TestWeb } from "./open-web.ts";
import type { TestOrganisation } from "./open-world.ts";

/** An answer of the HTTP API; the body is whatever JSON it had, null where it had none. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what it should be is what the test says
  readonly body: any;
}

export type CallApi = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

/** Calls the HTTP API (P10) with a key. @param key null = without one */
export function apiCaller(web: TestWeb, key: string | null): CallApi {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${web.apiUrl}/v1${path}`, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text || null };
  };
}

/** A new key of an organisation, made as its owner makes it, with what calls by it. */
export async function newKey(web: TestWeb, organisation: TestOrganisation, scopes: readonly ApiScope[]) {
  const caller = await web.as(organisation);
  const made = await caller.apiKey.create({ name: `Key for ${scopes.join(" ")}`, scopes: [...scopes] });
  return { ...made, caller, call: apiCaller(web, made.key) };
}
