import type { Permission } from "@packpost/core/access/permissions";
import { initTRPC } from "@trpc/server";
import { transformer } from "#web/trpc/transformer.ts";
import type { RequestContext } from "./context.ts";
import { publicErrorOf } from "./errors.ts";
import { logAnswer, sse } from "./log-answer.ts";
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
    sse,
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

const answered = trpc.middleware(({ ctx: { requestId }, path, type, next }) =>
  logAnswer({ requestId, path, type }, next),
);

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
