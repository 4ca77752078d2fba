import type { OutboxEntry, OutboxItem, OutboxState, PostOutcome } from "./outbox-item.ts";
import type { OutboxStore } from "./outbox-store.ts";

export interface OutboxOptions<Item extends OutboxItem> {
  readonly store: OutboxStore<Item>;
  readonly post: (item: Item, signal: AbortSignal) => Promise<PostOutcome>;
  /** Resolves once the server can be reached. */
  readonly whenReachable: () => Promise<void>;
  /** Only one tab of the browser sends what stands in a thread. */
  readonly alone: (name: string, act: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
  /** It is meant although a colleague has answered (V10). Left out where nobody is asked. */
  readonly meant?: (item: Item) => Item;
  /** The thread has it now, or may have. */
  readonly onPosted: (threadId: string) => void;
}

/**
 * What was written and is not confirmed (T11): shown at once, sent one after the other in each thread, kept over reloads, sent again
 * with the same id when the server is back. Nothing leaves it unseen: it is posted, or a person decides.
 */
export class Outbox<Item extends OutboxItem> {
  readonly #options: OutboxOptions<Item>;
  readonly #listeners = new Set<() => void>();
  readonly #tries = new Map<string, AbortController>();
  readonly #busy = new Set<string>();
  #entries: readonly OutboxEntry<Item>[] = [];

  constructor(options: OutboxOptions<Item>) {
    this.#options = options;
    this.takeOver();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly read = (): readonly OutboxEntry<Item>[] => this.#entries;

  /** Takes what another tab, or this one before a reload, has left unsent, lets go of what another has sent, and hears what it was refused. */
  takeOver(): void {
    const known = new Set(this.#entries.map(({ item }) => item.entryId));
    const left = this.#options.store.list().filter(({ entryId }) => !known.has(entryId));
    const kept = this.#entries.map((entry) =>
      entry.state.kind === "posted" || this.#options.store.has(entry.item.entryId)
        ? this.#heard(entry)
        : { ...entry, state: { kind: "posted" } as const },
    );
    for (const { item, state } of kept) if (state.kind === "posted") this.#options.onPosted(item.threadId);
    this.#set([...kept, ...left.map((item) => ({ item, state: stateOf(item) }))]);
    for (const threadId of new Set(this.#entries.map(({ item }) => item.threadId))) void this.#work(threadId);
  }

  /** With what another tab was answered, or somebody has pressed there; a try of this tab's own has the last word. */
  #heard(entry: OutboxEntry<Item>): OutboxEntry<Item> {
    const item = this.#options.store.get(entry.item.entryId);
    const same = (item?.refused === undefined) === (entry.item.refused === undefined);
    if (item === undefined || same || this.#tries.has(item.entryId)) return entry;
    return { item, state: stateOf(item) };
  }

  add(item: Item): void {
    if (this.#find(item.entryId) !== undefined) return;
    this.#options.store.put(item);
    this.#set([...this.#entries, { item, state: { kind: "sending", sinceMs: this.#options.now() } }]);
    void this.#work(item.threadId);
  }

  /** Tries again with the same id; a try under way is given up, whatever becomes of it. */
  retry(entryId: string): void {
    this.#keepRefusal(entryId, undefined);
    this.#change(entryId, { kind: "sending", sinceMs: this.#options.now() });
    this.#tries.get(entryId)?.abort();
    const entry = this.#find(entryId);
    if (entry !== undefined) void this.#work(entry.item.threadId);
  }

  /** It is meant although a colleague has answered (V10), or other words have gone out. */
  sendAnyway(entryId: string): void {
    this.sendAs(entryId, (item) => ({ ...(this.#options.meant?.(item) ?? item), earlierAtMs: undefined }));
  }

  /** It is meant otherwise than it was written, by another way for instance: tries again so, with the same id. */
  sendAs(entryId: string, otherwise: (item: Item) => Item): void {
    const entry = this.#find(entryId);
    if (entry === undefined) return;
    const item = otherwise(entry.item);
    this.#options.store.put(item);
    this.#set(this.#entries.map((other) => (other === entry ? { ...entry, item } : other)));
    this.retry(entryId);
  }

  /** It is not to be sent. @returns what it said */
  takeBack(entryId: string): Item | undefined {
    const entry = this.#find(entryId);
    this.#drop(entryId);
    return entry?.item;
  }

  /** The thread shows these: they need not be shown from here. */
  settle(isShown: (item: Item) => boolean): void {
    for (const { item } of this.#entries) if (isShown(item)) this.#drop(item.entryId);
  }

  /** Sends what is to be sent in a thread, in the order in which it was written. */
  async #work(threadId: string): Promise<void> {
    if (this.#busy.has(threadId)) return;
    this.#busy.add(threadId);
    try {
      for (let next = this.#nextOf(threadId); next !== undefined; next = this.#nextOf(threadId)) {
        const { entryId } = next.item;
        await this.#options.alone(threadId, () => this.#try(entryId));
      }
    } finally {
      this.#busy.delete(threadId);
    }
  }

  #nextOf(threadId: string): OutboxEntry<Item> | undefined {
    return this.#entries.find(
      ({ item, state }) =>
        item.threadId === threadId && (state.kind === "sending" || state.kind === "waiting"),
    );
  }

  async #try(entryId: string): Promise<void> {
    const entry = this.#find(entryId);
    if (entry === undefined) return;
    // Another tab has sent it, or was refused, while this one waited for its turn.
    if (!this.#options.store.has(entryId) && entry.state.kind === "waiting") return this.#posted(entry);
    const heard = this.#heard(entry);
    if (heard.state.kind === "refused")
      return this.#set(this.#entries.map((other) => (other === entry ? heard : other)));
    if (entry.state.kind !== "sending") {
      await this.#options.whenReachable();
      this.#change(entryId, { kind: "sending", sinceMs: this.#options.now() });
    }
    const own = new AbortController();
    this.#tries.set(entryId, own);
    const { item } = this.#find(entryId) ?? entry;
    const said = await this.#options.post(item, own.signal);
    this.#tries.delete(entryId);
    if (own.signal.aborted || this.#find(entryId) === undefined) return;
    if (said.outcome === "posted") this.#posted(entry);
    else if (said.outcome === "colleague_replied") {
      const { name, at, number } = said;
      this.#change(entryId, { kind: "colleague", name, at, number });
    } else if (said.outcome === "earlier_wording_sent") this.#ask(entryId, said.at);
    else if (said.outcome === "refused") {
      this.#keepRefusal(entryId, { data: Reflect.get(Object(said.error), "data") });
      this.#change(entryId, { kind: "refused", error: said.error });
    } else this.#change(entryId, { kind: "waiting" });
  }

  /** What was refused outlives the page, so that no other tab and no reload sends it by itself; undefined = a person has said that it goes. */
  #keepRefusal(entryId: string, refused: Item["refused"]): void {
    const entry = this.#find(entryId);
    if (entry === undefined || entry.item.refused === refused) return;
    const item = { ...entry.item, refused };
    this.#options.store.put(item);
    this.#set(this.#entries.map((other) => (other === entry ? { ...entry, item } : other)));
  }

  /** Its id is another's, so it has one of its own from here on, and waits for a person. */
  #ask(entryId: string, at: Date): void {
    const entry = this.#find(entryId);
    if (entry === undefined) return;
    const item = { ...entry.item, entryId: crypto.randomUUID(), earlierAtMs: at.getTime() };
    this.#options.store.put(item);
    this.#options.store.remove(entryId);
    this.#set(this.#entries.map((other) => (other === entry ? { item, state: stateOf(item) } : other)));
  }

  #posted({ item: { entryId, threadId } }: OutboxEntry<Item>): void {
    this.#options.store.remove(entryId);
    this.#change(entryId, { kind: "posted" });
    this.#options.onPosted(threadId);
  }

  #find(entryId: string): OutboxEntry<Item> | undefined {
    return this.#entries.find(({ item }) => item.entryId === entryId);
  }

  #drop(entryId: string): void {
    this.#tries.get(entryId)?.abort();
    this.#options.store.remove(entryId);
    this.#set(this.#entries.filter(({ item }) => item.entryId !== entryId));
  }

  #change(entryId: string, state: OutboxState): void {
    this.#set(this.#entries.map((entry) => (entry.item.entryId === entryId ? { ...entry, state } : entry)));
  }

  #set(entries: readonly OutboxEntry<Item>[]): void {
    this.#entries = entries;
    for (const listener of this.#listeners) listener();
  }
}

/** Of what was kept: it goes out by itself, or waits for a person. */
function stateOf({ earlierAtMs, refused }: OutboxItem): OutboxState {
  if (refused !== undefined) return { kind: "refused", error: refused };
  return earlierAtMs === undefined ? { kind: "waiting" } : { kind: "earlier", at: new Date(earlierAtMs) };
}
