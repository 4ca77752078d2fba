/** What is known of a reply being written besides its words (V15): kept in the browser until it is sent. */
export interface Composition {
  /** It may be scheduled already, under this id and in these words: no answer came. */
  readonly tried: { readonly messageId: string; readonly body: string } | null;
  /** How it was to go before it was taken back to be edited. */
  readonly before: Before | null;
}

export interface Before {
  /** To whose phone too; null = to nobody's. */
  readonly text: { readonly customerId: string | null } | null;
  /** ISO instant. */
  readonly dueAt: string;
  /** The visit that it is about. */
  readonly appointmentId: string | null;
}

export const nothingKnown: Composition = { tried: null, before: null };

/** A composition as the browser has kept it. @param text null = nothing */
export function readComposition(text: string | null): Composition {
  if (text === null) return nothingKnown;
  try {
    const kept: unknown = JSON.parse(text);
    return {
      tried: triedIn(Reflect.get(Object(kept), "tried")),
      before: beforeIn(Reflect.get(Object(kept), "before")),
    };
  } catch {
    return nothingKnown;
  }
}

function triedIn(kept: unknown): Composition["tried"] {
  const messageId: unknown = Reflect.get(Object(kept), "messageId");
  const body: unknown = Reflect.get(Object(kept), "body");
  return typeof messageId === "string" && typeof body === "string" ? { messageId, body } : null;
}

function beforeIn(kept: unknown): Before | null {
  const dueAt: unknown = Reflect.get(Object(kept), "dueAt");
  if (typeof dueAt !== "string" || Number.isNaN(Date.parse(dueAt))) return null;
  const text: unknown = Reflect.get(Object(kept), "text");
  const customerId: unknown = Reflect.get(Object(text), "customerId");
  const appointmentId: unknown = Reflect.get(Object(kept), "appointmentId");
  return {
    text:
      typeof text === "object" && text !== null
        ? { customerId: typeof customerId === "string" ? customerId : null }
        : null,
    ...{ dueAt, appointmentId: typeof appointmentId === "string" ? appointmentId : null },
  };
}

/**
 * The id that what is written goes under, sent now or later: that of a try whose answer was lost, so that it is one message; a new one where
 * that has gone out, or nothing was tried.
 * @param shown ids of the entries that the page has
 */
export function idToSend({ tried }: Composition, shown: (id: string) => boolean): string {
  return tried === null || shown(tried.messageId) ? crypto.randomUUID() : tried.messageId;
}
