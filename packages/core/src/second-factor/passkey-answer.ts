import * as z from "zod";

/** Base64url, as browsers write bytes; no part of an answer is longer. */
const bytes = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);

/** What a browser answers when a passkey signs in (WebAuthn Level 3, AuthenticationResponseJSON). */
export const passkeyAnswerSchema = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>;

/** And when one is made (RegistrationResponseJSON). */
export const newPasskeySchema = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});
export type NewPasskey = z.infer<typeof newPasskeySchema>;

const clientData = z.object({ challenge: z.string().min(1).max(200) });

/** The challenge that an answer says it is of; whether it was ours is asked of the database. Null when it cannot be read. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    return clientData.parse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"))).challenge;
  } catch {
    return null;
  }
}
