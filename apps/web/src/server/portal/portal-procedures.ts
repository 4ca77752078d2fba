import { portalActor } from "@packpost/core/access/actor";
import type { Permission } from "@packpost/core/access/permissions";
import { PackpostError } from "@packpost/core/errors";
import { chooseLanguage } from "@packpost/core/messages/languages";
import { translatorOf } from "@packpost/core/messages/translator-of";
import type { Portal } from "@packpost/core/organisation/find-portal";
import type { PortalSession } from "@packpost/core/portal/sign-in/find-session";
import { initTRPC } from "@trpc/server";
import { publicErrorOf } from "#web/server/errors.ts";
import { logAnswer, sse } from "#web/server/log-answer.ts";
import { verbContext } from "#web/server/verb-context.ts";
import { transformer } from "#web/trpc/transformer.ts";

/** What every procedure of the customers' pages starts from. */
export interface PortalRequest {
  requestId: string;
  fromOwnOrigin: boolean;
  portal: Portal;
  findCustomer: () => Promise<PortalSession | null>;
  /** Waits until whoever asks may be worked for. */
  enter: (customer: PortalSession) => Promise<void>;
}

/** What a customer's own session may; a staff member's permissions are none of them. */
type CustomerPermission = Extract<Permission, "conversation.own_family" | "subscription.change">;

const trpc = initTRPC
  .context<PortalRequest>()
  .meta<{ permission: CustomerPermission }>()
  .create({
    transformer,
    isDev: false,
    sse,
    errorFormatter: ({ shape, error, ctx }) => {
      // The words of verbs are the team's: the page has its own, by the code.
      const { code, retryAfterSeconds } = publicErrorOf(error);
      const { httpStatus } = shape.data;
      return {
        code: shape.code,
        message: translatorOf(chooseLanguage(ctx?.portal.language))("problem.title"),
        data: { code: shape.data.code, httpStatus, error: { code, retryAfterSeconds } },
      };
    },
  });

export const createPortalRouter = trpc.router;
export const createPortalCallerFactory = trpc.createCallerFactory;

const answered = trpc.middleware(({ ctx: { requestId }, path, type, next }) =>
  logAnswer({ requestId, path: `portal.${path}`, type }, next),
);

/**
 * The only way to make a procedure of the customers' pages: signed in there, and for mutations called from our own pages. All that
 * before its input is read. Its context is then that of core's verbs, with the customer as actor.
 * @param permission what the procedure does
 */
export function customerPermitted(permission: CustomerPermission) {
  return trpc.procedure
    .meta({ permission })
    .use(answered)
    .use(async ({ ctx: { fromOwnOrigin, findCustomer, enter, portal }, type, next }) => {
      if (type === "mutation" && !fromOwnOrigin)
        throw new PackpostError("forbidden", "This came from another site.");
      const session = await findCustomer();
      if (session === null) throw new PackpostError("unauthenticated", "You are signed out.");
      await enter(session);
      const ctx = await verbContext(portal.organisationId, portalActor(session.customerId));
      return next({ ctx: { session, ...ctx } });
    });
}
