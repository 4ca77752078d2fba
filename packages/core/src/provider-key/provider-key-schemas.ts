import * as z from "zod";

/** Inputs about keys of an organisation's own accounts. No server imports: the browser checks with the same schemas. */

/** As it is pasted: without the blanks and line ends that come along. */
const pasted = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Paste ${what}.`)
    .max(200, "At most 200 characters.")
    .regex(/^[\x21-\x7e]+$/, "It has no blanks and no special characters: copy it anew.");

/** A channel with its provider and what opens the account there. */
export const testKeySchema = z.discriminatedUnion("channel", [
  z.object({ channel: z.literal("email"), serverToken: pasted("the server API token") }),
  z.object({
    channel: z.literal("sms"),
    accountSid: pasted("the account SID").regex(
      /^AC[0-9a-f]{32}$/i,
      "An account SID begins with AC and has 32 digits and letters after it.",
    ),
    authToken: pasted("the auth token"),
  }),
]);
export type TestKeyInput = z.output<typeof testKeySchema>;

export const keyChannelSchema = z.object({ channel: z.enum(["email", "sms"]) });
export type KeyChannelInput = z.output<typeof keyChannelSchema>;
