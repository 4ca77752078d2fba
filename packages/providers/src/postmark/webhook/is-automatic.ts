type Headers = readonly { readonly name: string; readonly value: string }[];

/**
 * Whether a program wrote a mail (T41; RFC 3834, 5): it says so, it is a list's or goes to many, nobody could answer it, or it comes from
 * a mail server. `X-Auto-Response-Suppress` says nothing of that: it asks others not to answer.
 */
export function isAutomatic(headers: Headers, from: string): boolean {
  const values = (name: string) =>
    headers
      .filter((header) => header.name.toLowerCase() === name)
      .map(({ value }) => value.trim().toLowerCase());
  const has = (name: string) => values(name).length > 0;
  return (
    values("auto-submitted").some(
      (value) => !/^no(?![\w-])/.test(value) && value !== "" && value !== "null",
    ) ||
    values("x-autoreply").some((value) => value !== "no") ||
    values("x-autorespond").some((value) => value !== "no") ||
    values("precedence").some((value) => ["bulk", "auto_reply", "junk", "list"].includes(value)) ||
    values("return-path").some((value) => value === "" || value === "<>") ||
    has("list-id") ||
    has("list-unsubscribe") ||
    /^(?:mailer-daemon|postmaster)@/i.test(from.trim())
  );
}
