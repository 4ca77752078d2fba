import { addNote } from "@packpost/core/conversation/add-note";
import { assignThread } from "@packpost/core/conversation/assign-thread";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import { getFamilyPanel } from "@packpost/core/conversation/get-family-panel";
import { findFamilies, findFamiliesSchema } from "@packpost/core/conversation/inbox/find-families";
import { findStrangers } from "@packpost/core/conversation/inbox/find-strangers";
import { listColleagues } from "@packpost/core/conversation/inbox/list-colleagues";
import { countUnread, listThreads } from "@packpost/core/conversation/inbox/list-threads";
import {
  deleteSavedReply,
  listSavedReplies,
  savedReplyIdSchema,
  savedReplySchema,
  saveReply,
} from "@packpost/core/conversation/inbox/saved-replies";
import { searchMessages } from "@packpost/core/conversation/inbox/search-messages";
import { markRead, markUnread } from "@packpost/core/conversation/mark-read";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { signalPresenceSchema } from "@packpost/core/conversation/presence/presence-signal";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { retryText } from "@packpost/core/conversation/retry-text";
import { saveThreadDraft } from "@packpost/core/conversation/save-thread-draft";
import {
  addNoteSchema,
  assignThreadSchema,
  closeConversationSchema,
  listThreadsSchema,
  markReadSchema,
  openThreadSchema,
  postMessageSchema,
  readEntriesSchema,
  saveThreadDraftSchema,
  searchMessagesSchema,
  threadIdSchema,
} from "@packpost/core/conversation/schemas";
import { textRoutes } from "@packpost/core/conversation/text-routes";
import { deliveryIdSchema } from "@packpost/core/delivery/schemas";
import { countUnplaced, listUnplaced } from "@packpost/core/inbound-mail/list-unplaced";
import { settleUnplaced, settleUnplacedSchema } from "@packpost/core/inbound-mail/settle-unplaced";
import { takeOutMail, takeOutMailSchema } from "@packpost/core/inbound-mail/take-out-mail";
import { joinThreads } from "@packpost/core/joined-threads/join-threads";
import { previewJoin, previewSplit } from "@packpost/core/joined-threads/preview-join";
import {
  joinThreadsSchema,
  previewJoinSchema,
  splitThreadSchema,
} from "@packpost/core/joined-threads/schemas";
import { splitThread } from "@packpost/core/joined-threads/split-thread";
import {
  decideHold,
  decideHoldSchema,
  sayNumberState,
  sayNumberStateSchema,
} from "@packpost/core/texting/say-number-state";
import { sayPresence } from "#web/server/live/say-presence.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { conversationLaterRouter } from "./conversation-later.ts";

/** Talking with families (V). Each verb asks for its thread within the actor's scope (V6). */
export const conversationRouter = createRouter({
  list: permitted("conversation.all")
    .input(listThreadsSchema)
    .query(({ ctx, input }) => listThreads({ ctx, input })),
  unread: permitted("conversation.all").query(({ ctx }) => countUnread({ ctx })),
  findFamilies: permitted("conversation.all")
    .input(findFamiliesSchema)
    .query(({ ctx, input }) => findFamilies({ ctx, input })),
  /** Numbers and mailboxes that nobody knows, by part of them (V2). */
  findStrangers: permitted("conversation.all")
    .input(findFamiliesSchema)
    .query(({ ctx, input }) => findStrangers({ ctx, input })),
  /** What stands in messages and notes (V12), within the actor's scope. */
  search: permitted("conversation.own_schedule")
    .input(searchMessagesSchema)
    .query(({ ctx, input }) => searchMessages({ ctx, input })),
  open: permitted("conversation.own_schedule")
    .input(openThreadSchema)
    .mutation(({ ctx, input }) => openThread({ ctx, input })),
  read: permitted("conversation.own_schedule")
    .input(readEntriesSchema)
    .query(({ ctx, input }) => readEntries({ ctx, input })),
  post: permitted("conversation.own_schedule")
    .input(postMessageSchema)
    .mutation(({ ctx, input }) => postMessage({ ctx, input })),
  later: conversationLaterRouter,
  /** Who can be texted (V8). */
  textRoutes: permitted("conversation.own_schedule")
    .input(threadIdSchema)
    .query(({ ctx, input }) => textRoutes({ ctx, input })),
  retryText: permitted("conversation.own_schedule")
    .input(deliveryIdSchema)
    .mutation(({ ctx, input }) => retryText({ ctx, input })),
  /** What is known of a number: staff say that it takes no texts (A14), or what a message meant (T25). */
  sayNumberState: permitted("conversation.all")
    .input(sayNumberStateSchema)
    .mutation(({ ctx, input }) => sayNumberState({ ctx, input })),
  decideHold: permitted("conversation.all")
    .input(decideHoldSchema)
    .mutation(({ ctx, input }) => decideHold({ ctx, input })),
  /** A stranger's thread becomes a part of a family's, and again one of its own (T6). */
  previewJoin: permitted("conversation.all")
    .input(previewJoinSchema)
    .query(({ ctx, input }) => previewJoin({ ctx, input })),
  join: permitted("conversation.all")
    .input(joinThreadsSchema)
    .mutation(({ ctx, input }) => joinThreads({ ctx, input })),
  previewSplit: permitted("conversation.all")
    .input(splitThreadSchema)
    .query(({ ctx, input }) => previewSplit({ ctx, input })),
  split: permitted("conversation.all")
    .input(splitThreadSchema)
    .mutation(({ ctx, input }) => splitThread({ ctx, input })),
  addNote: permitted("conversation.own_schedule")
    .input(addNoteSchema)
    .mutation(({ ctx, input }) => addNote({ ctx, input })),
  saveDraft: permitted("conversation.own_schedule")
    .input(saveThreadDraftSchema)
    .mutation(({ ctx, input }) => saveThreadDraft({ ctx, input })),
  /** Who looks and writes where (V10): a page says it every few seconds. */
  signal: permitted("conversation.own_schedule")
    .input(signalPresenceSchema)
    .mutation(({ ctx, input }) => sayPresence(ctx, input)),
  markRead: permitted("conversation.own_schedule")
    .input(markReadSchema)
    .mutation(({ ctx, input }) => markRead({ ctx, input })),
  markUnread: permitted("conversation.own_schedule")
    .input(markReadSchema)
    .mutation(({ ctx, input }) => markUnread({ ctx, input })),
  close: permitted("conversation.all")
    .input(closeConversationSchema)
    .mutation(({ ctx, input }) => closeConversation({ ctx, input })),
  assign: permitted("conversation.all")
    .input(assignThreadSchema)
    .mutation(({ ctx, input }) => assignThread({ ctx, input })),
  unplacedMail: permitted("conversation.all").query(({ ctx }) => listUnplaced({ ctx })),
  /** How many of them wait. */
  unplacedCount: permitted("conversation.all").query(({ ctx }) => countUnplaced({ ctx })),
  settleMail: permitted("conversation.all")
    .input(settleUnplacedSchema)
    .mutation(({ ctx, input }) => settleUnplaced({ ctx, input })),
  takeOutMail: permitted("conversation.all")
    .input(takeOutMailSchema)
    .mutation(({ ctx, input }) => takeOutMail({ ctx, input })),
  panel: permitted("conversation.own_schedule")
    .input(threadIdSchema)
    .query(({ ctx, input }) => getFamilyPanel({ ctx, input })),
  colleagues: permitted("conversation.own_schedule").query(({ ctx }) => listColleagues({ ctx })),
  savedReplies: permitted("conversation.own_schedule").query(({ ctx }) => listSavedReplies({ ctx })),
  saveReply: permitted("conversation.all")
    .input(savedReplySchema)
    .mutation(({ ctx, input }) => saveReply({ ctx, input })),
  deleteSavedReply: permitted("conversation.all")
    .input(savedReplyIdSchema)
    .mutation(({ ctx, input }) => deleteSavedReply({ ctx, input })),
});
