/** An escape of JSON: a whole surrogate pair, any other `\uXXXX`, or a backslash and what it escapes. */
const escapes = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]/g;

/**
 * The body of an event as PostgreSQL can keep it: NUL and half surrogate pairs, which JSON may carry and `jsonb` refuses,
 * become U+FFFD. Without this one such event is answered 503 for ever.
 * @param body JSON text, not parsed yet
 */
export function storableWebhookText(body: string): string {
  return body.replace(escapes, (found) =>
    /^\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})$/.test(found) ? "\\ufffd" : found,
  );
}
