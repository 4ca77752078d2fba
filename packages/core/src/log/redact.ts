// Each begins where a word does: tried at every letter of a long word, it would take quadratic time.
const email = /(?<![^\s"'<>()[\]{}:;,=@])[^\s"'<>()[\]{}:;,=@]+@[^\s"'<>()[\]{}:;,=@]+\.[\p{L}\p{N}-]{2,}/giu;
// International numbers, and national ones written with separators. Bare digits may be ids or counts.
const phone = /\+\d[\d ().-]{6,}\d|\(\d{3}\) ?\d{3}[ -]\d{4}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/g;
const bearer = /\b(Bearer|Basic) [A-Za-z0-9._~+/=-]{8,}/g;
const credentialsInUrl = /(?<!\w)(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g;
// Unsubscribe links and other long signed values.
const longToken = /(?<=\/u\/|\/unsubscribe\/|token=|password=|secret=)[A-Za-z0-9._~%-]+/g;
// API keys and the signing secrets of webhooks; the public part of a key says which one it was.
const ownSecret = /\b(ppk_[A-Za-z0-9]{10}_|whsec_)[A-Za-z0-9+/=_-]+/g;

/** The same text with addresses, phone numbers and tokens masked. */
export function redactText(text: string): string {
  return text
    .replace(credentialsInUrl, "$1:[secret]@")
    .replace(email, "[email]")
    .replace(phone, "[phone]")
    .replace(bearer, "$1 [secret]")
    .replace(ownSecret, "$1[secret]")
    .replace(longToken, "[secret]");
}

const secretKey = /^(authorization|cookie|set-cookie|password|token|secret|.*_?(password|token|secret))$/i;
// The provider's words may repeat what was sent to it.
const personalKey =
  /^(words|provider_?message|ask_?message|e-?mail|email_?key|address|phone|number|to|cc|bcc|recipient_?email)$/i;

/**
 * A copy of a log value with personal data and secrets masked, by key and inside every text.
 *
 * @param value what is about to be logged
 * @param depth how deep to go; deeper values are cut
 */
export function redactValue(value: unknown, depth = 6): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth === 0) return "[cut]";
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redactValue(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, maskFor(key, item) ?? redactValue(item, depth - 1)]),
  );
}

function maskFor(key: string, item: unknown): string | undefined {
  if (typeof item !== "string") return undefined;
  if (secretKey.test(key)) return "[secret]";
  return personalKey.test(key) ? "[personal]" : undefined;
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = "code" in error ? error.code : undefined;
  return {
    name: error.name,
    message: redactText(error.message),
    ...(code === undefined ? {} : { code }),
    stack: redactText(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth - 1) }),
  };
}
