import * as z from "zod";
import { nameSchema } from "../name-schema.ts";

const passNameSchema = nameSchema(80);

export const addPassSchema = z.object({
  /** Made by the page: a double click makes one pass. */
  passId: z.uuid(),
  name: passNameSchema,
});
export type AddPassInput = z.output<typeof addPassSchema>;

export const renamePassSchema = z.object({
  passId: z.uuid(),
  name: passNameSchema,
  /** What it was called as it was shown. */
  seen: z.string().max(10_000),
});
export type RenamePassInput = z.output<typeof renamePassSchema>;

export const passIdSchema = z.object({ passId: z.uuid() });
export type PassIdInput = z.output<typeof passIdSchema>;
