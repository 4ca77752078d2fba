import { type TestKeyInput, testKeySchema } from "@packpost/core/provider-key/provider-key-schemas";

type Fields = Readonly<Record<"serverToken" | "accountSid" | "authToken", string>>;

/** Checks what was typed with the server's own schema. Loaded when somebody saves: it brings the validation library. */
export function readKey(
  channel: "email" | "sms",
  fields: Fields,
): { ok: true; input: TestKeyInput } | { ok: false; errors: Partial<Fields> } {
  const parsed = testKeySchema.safeParse({ channel, ...fields });
  if (parsed.success) return { ok: true, input: parsed.data };
  const errorOf = (field: string) => parsed.error.issues.find(({ path }) => path[0] === field)?.message;
  const errors: Partial<Record<keyof Fields, string>> = {};
  for (const field of ["serverToken", "accountSid", "authToken"] as const) {
    const error = errorOf(field);
    if (error !== undefined) errors[field] = error;
  }
  return { ok: false, errors };
}
