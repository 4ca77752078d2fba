import { apiScopes } from "@packpost/db/enums";
import * as z from "zod";
import { storableTextSchema } from "../storable-text.ts";

/** Inputs of the verbs of API keys (P10). No server imports: the browser checks with the same schemas. */

export { type ApiScope, apiScopes } from "@packpost/db/enums";

/** Most keys of an organisation that work at one time. */
export const MOST_KEYS = 50;

/** How long, in hours, the key before a new one may go on working: at once, an hour, a day, three days, a week. */
export const overlapHours = [0, 1, 24, 72, 168] as const;

export const createKeySchema = z.object({
  /** What it is for, as staff call it: "Work orders". */
  name: storableTextSchema.trim().min(1, "Give the key a name").max(80, "At most 80 characters"),
  scopes: z
    .array(z.enum(apiScopes))
    .min(1, "Choose at least one thing that it may do")
    .max(apiScopes.length)
    .transform((scopes) => [...new Set(scopes)]),
});
export type CreateKeyInput = z.output<typeof createKeySchema>;

export const rotateKeySchema = z.object({
  keyId: z.uuid(),
  overlapHours: z.literal(overlapHours),
});
export type RotateKeyInput = z.output<typeof rotateKeySchema>;

export const keyIdSchema = z.object({ keyId: z.uuid() });
export type KeyIdInput = z.output<typeof keyIdSchema>;
