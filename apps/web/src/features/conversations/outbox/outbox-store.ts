import type { OutboxItem } from "./outbox-item.ts";
import { outboxPrefix } from "./outbox-prefix.ts";

/** Where what is not sent yet outlives a reload: one key an item, so that tabs never write over each other's. */
export interface OutboxStore {
  list(): OutboxItem[];
  put(item: OutboxItem): void;
  remove(entryId: string): void;
  has(entryId: string): boolean;
}

/**
 * @param storage localStorage
 * @param staffMemberId whose items
 */
export function openOutboxStore(storage: Storage, staffMemberId: string): OutboxStore {
  const prefix = outboxPrefix(staffMemberId);
  /** What a full or forbidden storage did not take lives as long as the page. */
  const unstored = new Set<string>();
  return {
    list: () =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => readItem(storage.getItem(key)) ?? [])
        .sort((a, b) => a.writtenAtMs - b.writtenAtMs),
    put: (item) => {
      try {
        storage.setItem(`${prefix}${item.entryId}`, JSON.stringify(item));
      } catch {
        unstored.add(item.entryId);
      }
    },
    remove: (entryId) => {
      unstored.delete(entryId);
      storage.removeItem(`${prefix}${entryId}`);
    },
    has: (entryId) => unstored.has(entryId) || storage.getItem(`${prefix}${entryId}`) !== null,
  };
}

function readItem(text: string | null): OutboxItem | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isItem(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is OutboxItem {
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
