import type { Permission } from "@packpost/core/access/permissions";
import { isRefusedValue } from "@packpost/core/public-error";
import { initTRPC } from "@trpc/server";
import { transformer } from "#web/trpc/transformer.ts";
import type { RequestContext } from "./context.ts";
import { publicErrorOf, toTrpcError } from "./errors.ts";
import { log } from "./log.ts";
import { staffContext } from "./staff-context.ts";

/** Every procedure declares what it takes to call it; `list-undeclared-procedures` fails the build on one that doesn't. */
interface Meta {
  permission: Permission;
}

const trpc = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    transformer,
    isDev: false, // no stack traces in answers, ever
    sse: {
      ping: { enabled: true, intervalMs: 10_000 },
      client: { reconnectAfterInactivityMs: 25_000 },
    },
    errorFormatter: ({ shape, error, ctx }) => {
      const shown = publicErrorOf(error);
      const { code, httpStatus } = shape.data;
      return {
        code: shape.code,
        message: shown.message,
        data: { code, httpStatus, requestId: ctx?.requestId ?? null, error: shown },
      };
    },
  });

export const createRouter = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

const answered = trpc.middleware(async ({ ctx, path, type, next }) => {
  const startedMs = performance.now();
  const result = await next();
  const line = {
    requestId: ctx.requestId,
    path,
    type,
    durationMs: Math.round(performance.now() - startedMs),
  };
  if (result.ok) {
    log.info(line, "procedure");
    return result;
  }
  const { error } = result;
  // What a verb threw comes as an internal error with its cause; the cause says what it is.
  const known = error.code === "INTERNAL_SERVER_ERROR" ? toTrpcError(error.cause ?? error) : error;
  const { code } = publicErrorOf(known);
  if (code === "internal") log.error({ ...line, err: error }, "procedure failed");
  // A value that only the database refused: an input schema of ours lets it through.
  else if (isRefusedValue(error))
    log.warn({ ...line, code, err: error }, "procedure refused by the database");
  else log.info({ ...line, code }, "procedure refused");
  throw known;
});

/**
 * The only way to make a procedure: signed in, of a role that may do this, and for mutations called from our own pages.
 * All that before its input is read.
 * The procedure's context is then also that of core's verbs: `({ ctx, input }) => verb({ ctx, input })`.
 *
 * @param permission what the procedure does, see the role table in `core/access/permissions`
 */
export function permitted(permission: Permission) {
  return trpc.procedure
    .meta({ permission })
    .use(answered)
    .use(async ({ ctx, type, next }) => {
      const door = { ownPagesOnly: type === "mutation", effect: "Nothing was changed." };
      const { staff, ctx: verb } = await staffContext(ctx, permission, door);
      return next({ ctx: { staff, ...verb } });
    });
}
