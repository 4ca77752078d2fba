import { Outbox, type OutboxOptions } from "./outbox.ts";
import type { OutboxItem } from "./outbox-item.ts";
import { openOutboxStore } from "./outbox-store.ts";

interface PageOutboxOptions<Item extends OutboxItem>
  extends Pick<OutboxOptions<Item>, "post" | "whenReachable" | "meant" | "onPosted"> {
  /** Of somebody's keys in the browser's storage; another person at the same computer has others. */
  readonly prefix: string;
  /** What was kept. @returns undefined when it is no item */
  readonly read: (kept: unknown) => Item | undefined;
}

/**
 * Opens the outbox of a page, for the page's life: of all tabs of the browser one at a time sends what stands in a thread (Web Locks),
 * and each shows what the others have written and sent.
 */
export function openPageOutbox<Item extends OutboxItem>({
  prefix,
  read,
  ...options
}: PageOutboxOptions<Item>): Outbox<Item> {
  const outbox = new Outbox<Item>({
    ...options,
    store: openOutboxStore({ storage: window.localStorage, prefix, read }),
    alone: (name, act) =>
      navigator.locks === undefined ? act() : navigator.locks.request(`${prefix}${name}`, act),
    now: Date.now,
  });
  window.addEventListener("storage", ({ key }) => key?.startsWith(prefix) && outbox.takeOver());
  return outbox;
}
