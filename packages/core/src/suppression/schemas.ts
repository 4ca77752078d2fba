import * as z from "zod";
import { pageSchema } from "../paging/page-schema.ts";
import { searchTextSchema } from "../paging/search-text.ts";
import { suppressionChannels, suppressionReasons } from "./enums.ts";

/** Inputs of the suppression verbs. What is blocked for mail and for texts are two lists. */

const channelSchema = z.enum(suppressionChannels).default("email");

export const listSuppressionsSchema = z.object({
  channel: channelSchema,
  reason: z.enum(suppressionReasons).nullable().default(null),
  search: searchTextSchema,
  ...pageSchema.shape,
});
export type ListSuppressionsInput = z.output<typeof listSuppressionsSchema>;

export const suppressionIdSchema = z.object({ suppressionId: z.uuid() });
export type SuppressionIdInput = z.infer<typeof suppressionIdSchema>;

export const suppressionIdsSchema = z.object({ suppressionIds: z.array(z.uuid()).min(1).max(10_000) });
export type SuppressionIdsInput = z.infer<typeof suppressionIdsSchema>;

export const liftSuppressionsSchema = z.object({
  which: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("ids"), ids: z.array(z.uuid()).min(1).max(10_000) }),
    /** All that a reason and a search find, also those on further pages. */
    z.object({
      kind: z.literal("matching"),
      channel: channelSchema,
      reason: z.enum(suppressionReasons).nullable().default(null),
      search: searchTextSchema,
    }),
  ]),
});
export type LiftSuppressionsInput = z.output<typeof liftSuppressionsSchema>;

export const addSuppressionSchema = z.object({
  channel: channelSchema,
  /** One address, domain or number as people paste them; read-blocked.ts says what is understood. */
  value: z.string().max(1_000),
  /** The domain that the person was asked about and means to block. */
  confirmedDomain: z.string().max(1_000).nullish(),
});
export type AddSuppressionInput = z.output<typeof addSuppressionSchema>;
