import * as z from "zod";
import { searchTextSchema } from "../paging/search-text.ts";
import { suppressionReasons } from "./words.ts";

/** Inputs of the suppression verbs. */

export const listSuppressionsSchema = z.object({
  reason: z.enum(suppressionReasons).nullable().default(null),
  search: searchTextSchema,
  cursor: z.string().max(2000).nullish(),
  pageSize: z.int().min(1).max(200).default(50),
});
export type ListSuppressionsInput = z.output<typeof listSuppressionsSchema>;

export const suppressionIdSchema = z.object({ suppressionId: z.uuid() });
export type SuppressionIdInput = z.infer<typeof suppressionIdSchema>;

const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])+$/;
/** As the database takes an address for a mailbox (customer.email_key). */
const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}$/;

export const addSuppressionSchema = z.object({
  /** One address or domain, as people write them: `Tom@Browns.example`, `browns.example`, `@browns.example`. */
  value: z
    .string()
    .trim()
    .max(320)
    .transform((value) => value.toLowerCase().replace(/^@/, ""))
    .refine((value) => address.test(value) || domain.test(value), "This is no email address and no domain."),
});
export type AddSuppressionInput = z.output<typeof addSuppressionSchema>;
