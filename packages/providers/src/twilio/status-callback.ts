const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface TextIds {
  readonly attemptId: string;
  readonly recipientId: string;
}

/** Where Twilio reports about one text: it knows no metadata, so our ids travel in the address. */
export function statusCallbackUrl(base: string, { attemptId, recipientId }: TextIds): string {
  const url = new URL(base);
  url.searchParams.set("attempt", attemptId);
  url.searchParams.set("recipient", recipientId);
  return url.href;
}

/** The ids of an address that was called; what is no id is left out. */
export function readTextIds(query: URLSearchParams): { [Name in keyof TextIds]: string | undefined } {
  const read = (name: string) => {
    const value = query.get(name) ?? "";
    return uuid.test(value) ? value.toLowerCase() : undefined;
  };
  return { attemptId: read("attempt"), recipientId: read("recipient") };
}
