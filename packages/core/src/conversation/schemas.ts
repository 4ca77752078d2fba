import { draftKinds } from "@packpost/db/enums";
import * as z from "zod";
import { pageSchema } from "../paging/page-schema.ts";
import { searchTextSchema } from "../paging/search-text.ts";
import { storableTextSchema } from "../storable-text.ts";
import { MOST_ATTACHMENTS } from "./composing/most-attachments.ts";

/** Longest message, in characters. */
export const LONGEST_MESSAGE = 10_000;

export const attachmentIdsSchema = z
  .array(z.uuid())
  .max(MOST_ATTACHMENTS, `A message carries at most ${MOST_ATTACHMENTS} pictures.`)
  .optional();

export const threadIdSchema = z.object({ threadId: z.uuid() });
export type ThreadIdInput = z.infer<typeof threadIdSchema>;

const bodySchema = storableTextSchema.max(
  LONGEST_MESSAGE,
  `A message has at most ${LONGEST_MESSAGE.toLocaleString("en")} characters.`,
);
const writtenSchema = bodySchema.refine((body) => body.trim() !== "", "Write something first.");
const numberSchema = z.int().min(0).max(2_147_483_647);

export const postMessageSchema = threadIdSchema.extend({
  /** Made by the writer's page: a retry with the same one never doubles. */
  entryId: z.uuid(),
  /** May be empty beside pictures. */
  body: bodySchema,
  attachmentIds: attachmentIdsSchema,
  /** The newest entry that the writer has seen (V10); null = has answered the warning: it is meant. */
  seenNumber: numberSchema.nullable(),
  /** Of the draft that it was. */
  draftVersion: numberSchema.optional(),
  /** It goes to somebody of the thread as a text too (V8); null there = the stranger whose thread it is. */
  text: z.object({ customerId: z.uuid().nullable() }).nullish(),
});
export type PostMessageInput = z.infer<typeof postMessageSchema>;

export const addNoteSchema = threadIdSchema.extend({
  entryId: z.uuid(),
  body: writtenSchema,
  mentions: z.array(z.uuid()).max(50).default([]),
  draftVersion: numberSchema.optional(),
});
export type AddNoteInput = z.infer<typeof addNoteSchema>;

export const markReadSchema = threadIdSchema.extend({ number: numberSchema });
export type MarkReadInput = z.infer<typeof markReadSchema>;

export const saveThreadDraftSchema = threadIdSchema.extend({
  kind: z.enum(draftKinds).default("reply"),
  body: bodySchema,
  /** The version that the writer's page goes by: an older one than stands here loses. */
  version: numberSchema,
  /** Whom it is to go to as a text (T6), a person or the thread's number; null = its writer has not chosen. */
  textTo: z.union([z.enum(["nobody", "stranger"]), z.uuid()]).nullish(),
});
export type SaveThreadDraftInput = z.infer<typeof saveThreadDraftSchema>;

export const threadFilters = ["active", "closed", "unread", "waiting", "mine", "later"] as const;
export type ThreadFilter = (typeof threadFilters)[number];

export const listThreadsSchema = pageSchema.extend({ filter: z.enum(threadFilters).default("active") });
export type ListThreadsInput = z.infer<typeof listThreadsSchema>;

export const readEntriesSchema = threadIdSchema.extend({
  /** Entries before this number, newest first; left out = the newest. */
  before: numberSchema.optional(),
  /** Instead: entries after this number, oldest first. */
  after: numberSchema.optional(),
  /** Instead: the entry of this number and those around it. */
  around: numberSchema.optional(),
  /** Instead: whatever has changed since this revision. */
  sinceRevision: numberSchema.optional(),
  pageSize: z.int().min(1).max(200).default(50),
});
export type ReadEntriesInput = z.infer<typeof readEntriesSchema>;

export const openThreadSchema = z.object({ familyId: z.uuid() });
export type OpenThreadInput = z.infer<typeof openThreadSchema>;

export const assignThreadSchema = threadIdSchema.extend({
  entryId: z.uuid(),
  staffMemberId: z.uuid().nullable(),
});
export type AssignThreadInput = z.infer<typeof assignThreadSchema>;

export const closeConversationSchema = threadIdSchema.extend({
  entryId: z.uuid(),
  /** The newest entry that was seen: what came after it keeps the conversation open. */
  seenNumber: numberSchema,
});
export type CloseConversationInput = z.infer<typeof closeConversationSchema>;

export const searchMessagesSchema = pageSchema.extend({
  term: searchTextSchema,
  pageSize: z.int().min(1).max(50).default(20),
});
export type SearchMessagesInput = z.infer<typeof searchMessagesSchema>;
