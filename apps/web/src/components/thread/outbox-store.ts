import type { OutboxItem } from "./outbox-item.ts";

/** Where what is not sent yet outlives a reload: one key an item, so that tabs never write over each other's. */
export interface OutboxStore<Item extends OutboxItem> {
  list(): Item[];
  /** As it was kept last, by whichever tab. */
  get(entryId: string): Item | undefined;
  put(item: Item): void;
  remove(entryId: string): void;
  has(entryId: string): boolean;
}

interface StoreOptions<Item> {
  /** localStorage */
  readonly storage: Storage;
  /** Of somebody's keys. */
  readonly prefix: string;
  /** What was kept, perhaps by an earlier release. @returns undefined when it is no item */
  readonly read: (kept: unknown) => Item | undefined;
}

/** Opens what a browser keeps for somebody. Never throws: without storage (some private windows) it lasts as long as the page. */
export function openOutboxStore<Item extends OutboxItem>({
  storage,
  prefix,
  read,
}: StoreOptions<Item>): OutboxStore<Item> {
  /** What a full or forbidden storage did not take lives as long as the page. */
  const unstored = new Set<string>();
  return {
    list: () =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => parsed(storage.getItem(key), read) ?? [])
        .sort((a, b) => a.writtenAtMs - b.writtenAtMs),
    get: (entryId) => parsed(storage.getItem(`${prefix}${entryId}`), read),
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

function parsed<Item>(text: string | null, read: (kept: unknown) => Item | undefined): Item | undefined {
  try {
    return read(JSON.parse(text ?? "null"));
  } catch {
    return undefined;
  }
}
