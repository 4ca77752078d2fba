import type { ReadyPicture } from "#web/components/pictures/picture-tray.ts";
import type { Outbox } from "#web/components/thread/outbox.ts";
import type { OutboxEntry, OutboxItem } from "#web/components/thread/outbox-item.ts";

/** Something that a staff member has written and the server has not confirmed yet. */
export interface StaffItem extends OutboxItem {
  readonly kind: "reply" | "note";
  readonly body: string;
  readonly mentions: readonly string[];
  /** The newest entry that its writer had seen; null = meant although a colleague has answered (V10). */
  readonly seenNumber: number | null;
  readonly draftVersion: number;
  /** Whom it goes to as a text too (V8). */
  readonly text?: { readonly customerId: string | null } | undefined;
  /** Pictures that go with it; the server has them already (V13). */
  readonly pictures?: readonly ReadyPicture[];
}

export type StaffOutbox = Outbox<StaffItem>;
export type StaffOutboxEntry = OutboxEntry<StaffItem>;

/** An item as it was kept in the browser, perhaps by an earlier release; undefined = it is none. */
export function readStaffItem(kept: unknown): StaffItem | undefined {
  return isItem(kept) ? kept : undefined;
}

function isItem(value: unknown): value is StaffItem {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string, kind: string) => typeof Reflect.get(value, name) === kind;
  const seen: unknown = Reflect.get(value, "seenNumber");
  return (
    ["entryId", "threadId", "kind", "body"].every((name) => has(name, "string")) &&
    ["draftVersion", "writtenAtMs"].every((name) => has(name, "number")) &&
    Array.isArray(Reflect.get(value, "mentions")) &&
    (seen === null || typeof seen === "number") &&
    isRoute(Reflect.get(value, "text")) &&
    arePictures(Reflect.get(value, "pictures"))
  );
}

function arePictures(pictures: unknown): boolean {
  if (pictures === undefined) return true;
  return (
    Array.isArray(pictures) && pictures.every((one) => typeof Reflect.get(Object(one), "id") === "string")
  );
}

function isRoute(text: unknown): boolean {
  if (text === undefined) return true;
  const customerId: unknown =
    typeof text === "object" && text !== null ? Reflect.get(text, "customerId") : undefined;
  return customerId === null || typeof customerId === "string";
}
