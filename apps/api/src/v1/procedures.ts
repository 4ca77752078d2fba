import type { ApiScope } from "@packpost/core/api-key/schemas";
import { PackpostError } from "@packpost/core/errors";
import { initTRPC } from "@trpc/server";
import { ApiRequest } from "./api-request.ts";
import { problemOf, shownErrorOf } from "./problem.ts";

/** How a procedure is called over HTTP, and what it takes. */
export interface ApiMeta {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/v1`; `{externalId}` is the input's field of that name. */
  readonly path: string;
  /** The scope that its key must have; null = any key. */
  readonly scope: ApiScope | null;
  readonly summary: string;
  readonly description?: string;
  /** Status of its answer; 200 if left out. */
  readonly status?: 200 | 201 | 202;
  /** Headers that stand for fields of the input. */
  readonly headers?: Readonly<Record<string, string>>;
}

const trpc = initTRPC
  .context<object>()
  .meta<ApiMeta>()
  .create({
    isDev: false, // no stack traces in answers, ever
    errorFormatter: ({ shape, error, ctx }) => {
      const requestId = ctx instanceof ApiRequest ? ctx.requestId : "";
      const problem = problemOf(shownErrorOf(error), requestId);
      return {
        code: shape.code,
        message: problem.detail,
        data: { code: shape.data.code, httpStatus: problem.status, problem },
      };
    },
  });

export const createApiRouter = trpc.router;

/** The only way to make a procedure of the API: its key has the scope, before its input is read. */
export function scoped(meta: ApiMeta) {
  return trpc.procedure.meta(meta).use(({ ctx, next }) => {
    const request = ApiRequest.of(ctx);
    if (meta.scope !== null && !request.scopes.includes(meta.scope))
      throw new PackpostError("forbidden", `This key does not have the scope ${meta.scope}.`, {
        effect: "Nothing was done.",
        nextStep: "Use another key, or make one with this scope in Packpost under Settings, API.",
      });
    return next({ ctx: request });
  });
}
