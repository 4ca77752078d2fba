import * as z from "zod";
import { readAddress } from "./read-address.ts";

/**
 * One address in a form, a script or an API: taken as people paste it, kept as the mailbox compares (lower case, an umlaut
 * domain in its xn-- form), or refused with what is wrong. Browser-safe.
 */
export const addressSchema = z.string().max(1_000).transform(readKey);

/** The same where there may be none: an empty field is null. */
export const optionalAddressSchema = z
  .string()
  .max(1_000)
  .nullable()
  .transform((pasted, context) =>
    pasted === null || pasted.trim() === "" ? null : readKey(pasted, context),
  );

function readKey(pasted: string, context: z.RefinementCtx): string {
  const read = readAddress(pasted);
  if ("key" in read) return read.key;
  context.addIssue({ code: "custom", message: `This is not an email address. ${read.fault}` });
  return z.NEVER;
}
