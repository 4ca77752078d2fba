import type { ApiKeyActor } from "@packpost/core/access/actor";
import type { ApiScope } from "@packpost/core/api-key/schemas";
import type { Context } from "@packpost/core/context";

/**
 * What a procedure of the API runs in. To the router's type its context is a bare `object`: that type is published with the client, and
 * whatever stood in it would be published too (T61).
 */
export class ApiRequest {
  /** What its verbs run in: the key's organisation, the key as the actor. */
  readonly ctx: Context<ApiKeyActor>;
  readonly scopes: readonly ApiScope[];
  readonly requestId: string;

  constructor(ctx: Context<ApiKeyActor>, scopes: readonly ApiScope[], requestId: string) {
    this.ctx = ctx;
    this.scopes = scopes;
    this.requestId = requestId;
  }

  /** @throws {TypeError} when a procedure was called past the door */
  static of(context: object): ApiRequest {
    if (context instanceof ApiRequest) return context;
    throw new TypeError("no request of the API");
  }
}
