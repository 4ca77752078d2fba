import { changeCommunication, changeCommunicationSchema } from "@packpost/core/portal/change-communication";
import { chooseOwnLanguage, chooseOwnLanguageSchema } from "@packpost/core/portal/choose-own-language";
import { markOwnRead } from "@packpost/core/portal/mark-own-read";
import { ownThread } from "@packpost/core/portal/own-thread";
import { readCommunications } from "@packpost/core/portal/read-communications";
import { readOwnThread } from "@packpost/core/portal/read-own-thread";
import { saveOwnDraft } from "@packpost/core/portal/save-own-draft";
import {
  markOwnReadSchema,
  readOwnThreadSchema,
  saveOwnDraftSchema,
  sendMessageSchema,
  signalOwnPresenceSchema,
} from "@packpost/core/portal/schemas";
import { sendMessage } from "@packpost/core/portal/send-message";
import { endSessions, endSessionsSchema } from "@packpost/core/portal/sign-in/end-sessions";
import { listSessions } from "@packpost/core/portal/sign-in/list-sessions";
import { sayPresence } from "#web/server/live/say-presence.ts";
import { portalLiveRouter } from "./portal-live.ts";
import { createPortalRouter, customerPermitted } from "./portal-procedures.ts";

/** Everything that a signed-in customer's page may call. None names a thread, a family or a customer: those are the session's. */
export const portalRouter = createPortalRouter({
  live: portalLiveRouter,
  thread: createPortalRouter({
    read: customerPermitted("conversation.own_family")
      .input(readOwnThreadSchema)
      .query(({ ctx, input }) => readOwnThread({ ctx, input })),
    send: customerPermitted("conversation.own_family")
      .input(sendMessageSchema)
      .mutation(({ ctx, input }) => sendMessage({ ctx, input })),
    markRead: customerPermitted("conversation.own_family")
      .input(markOwnReadSchema)
      .mutation(({ ctx, input }) => markOwnRead({ ctx, input })),
    signal: customerPermitted("conversation.own_family")
      .input(signalOwnPresenceSchema)
      .mutation(async ({ ctx, input }) => {
        const { threadId } = await ownThread(ctx);
        await sayPresence(ctx, { ...input, threadId });
      }),
    saveDraft: customerPermitted("conversation.own_family")
      .input(saveOwnDraftSchema)
      .mutation(({ ctx, input }) => saveOwnDraft({ ctx, input })),
  }),
  communications: createPortalRouter({
    read: customerPermitted("subscription.change").query(({ ctx }) => readCommunications({ ctx })),
    change: customerPermitted("subscription.change")
      .input(changeCommunicationSchema)
      .mutation(({ ctx, input }) => changeCommunication({ ctx, input })),
  }),
  language: createPortalRouter({
    choose: customerPermitted("subscription.change")
      .input(chooseOwnLanguageSchema)
      .mutation(({ ctx, input }) => chooseOwnLanguage({ ctx, input })),
  }),
  sessions: createPortalRouter({
    list: customerPermitted("conversation.own_family").query(({ ctx }) => listSessions({ ctx })),
    end: customerPermitted("conversation.own_family")
      .input(endSessionsSchema)
      .mutation(({ ctx, input }) => endSessions({ ctx, input })),
  }),
});

export type PortalRouter = typeof portalRouter;
