import type { PresenceSignal } from "@packpost/core/conversation/presence/presence-signal";
import type { Present } from "@packpost/core/conversation/presence/read-presence";
import { singleton } from "#web/server/singleton.ts";

/** A page says every 15 s that it is looked at, and every 3 s that somebody types: whoever falls silent is gone soon after. */
const viewingMs = 35_000;
const typingMs = 8_000;
/** Changes within so long are told together. */
const gatherMs = 100;
/** People of one organisation, and pages of one of them; who was heard of longest ago makes room. */
const mostPeople = 1_000;
const mostPages = 20;

interface Heard {
  readonly signal: PresenceSignal;
  readonly viewingUntil: number;
  readonly typingUntil: number;
}

type Pages = Map<string, Heard>;

interface Organisation {
  readonly people: Map<string, Pages>;
  readonly listeners: Set<() => void>;
  told: ReturnType<typeof setTimeout> | undefined;
}

/** Who is looking at threads and writing in them, as far as this process has heard within the last seconds. Nothing of it is stored. */
export class PresenceBoard {
  readonly #organisations = new Map<string, Organisation>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes a signal, of this process or another. */
  put(signal: PresenceSignal): void {
    const { organisationId, personId, kind, tab, doing } = signal;
    const { people } = this.#of(organisationId);
    const pages: Pages = people.get(personId) ?? new Map();
    const before = describe(this.#presentOf(pages));
    pages.delete(tab);
    people.delete(personId);
    const now = this.#now();
    if (doing !== "gone") {
      const typingUntil = doing === "viewing" ? 0 : now + typingMs;
      // Of a customer only that they write is told.
      pages.set(tab, { signal, viewingUntil: kind === "staff" ? now + viewingMs : 0, typingUntil });
      dropOldest(pages, mostPages);
    }
    if (pages.size > 0) people.set(personId, pages);
    dropOldest(people, mostPeople);
    if (describe(this.#presentOf(pages)) !== before) this.#tell(organisationId);
  }

  /** Whether the same was heard of this page less than `withinMs` ago: then nobody has to be told. */
  hasJust({ organisationId, personId, tab, threadId, doing }: PresenceSignal, withinMs: number): boolean {
    const heard = this.#organisations.get(organisationId)?.people.get(personId)?.get(tab);
    if (heard === undefined) return doing === "gone";
    const at = doing === "viewing" ? heard.viewingUntil - viewingMs : heard.typingUntil - typingMs;
    const same = heard.signal.threadId === threadId && heard.signal.doing === doing;
    return same && this.#now() - at < withinMs;
  }

  /**
   * @param threadId null = of all threads
   * @returns each person once a thread, with the most that they do there
   */
  people(organisationId: string, threadId: string | null): Present[] {
    const { people } = this.#organisations.get(organisationId) ?? {};
    return [...(people?.entries() ?? [])].flatMap(([personId, pages]) => {
      const present = this.#presentOf(pages);
      if (present.length === 0) people?.delete(personId);
      return present.filter((one) => threadId === null || one.threadId === threadId);
    });
  }

  /** Milliseconds until somebody may be gone without a word; undefined = nobody is there. */
  nextEndMs(organisationId: string): number | undefined {
    const now = this.#now();
    const { people } = this.#organisations.get(organisationId) ?? {};
    const ends = [...(people?.values() ?? [])].flatMap((pages) =>
      [...pages.values()].flatMap(({ viewingUntil, typingUntil }) =>
        [viewingUntil, typingUntil].filter((until) => until > now),
      ),
    );
    return ends.length === 0 ? undefined : Math.max(gatherMs, Math.min(...ends) - now);
  }

  /** @param wake who is there has changed. @returns ends it */
  listen(organisationId: string, wake: () => void): () => void {
    const organisation = this.#of(organisationId);
    organisation.listeners.add(wake);
    return () => {
      organisation.listeners.delete(wake);
      if (organisation.listeners.size === 0 && this.people(organisationId, null).length === 0)
        this.#organisations.delete(organisationId);
    };
  }

  /** One person, once a thread. */
  #presentOf(pages: Pages): Present[] {
    const now = this.#now();
    const threads = new Map<string, Present>();
    for (const { signal, viewingUntil, typingUntil } of pages.values()) {
      const { threadId, kind, personId: id, doing } = signal;
      if (doing === "gone" || Math.max(viewingUntil, typingUntil) <= now) continue;
      const known = threads.get(threadId);
      if (known === undefined || known.doing === "viewing")
        threads.set(threadId, { threadId, kind, id, doing: typingUntil > now ? doing : "viewing" });
    }
    return [...threads.values()];
  }

  #tell(organisationId: string): void {
    const organisation = this.#of(organisationId);
    organisation.told ??= setTimeout(() => {
      organisation.told = undefined;
      for (const wake of organisation.listeners) wake();
    }, gatherMs);
  }

  #of(organisationId: string): Organisation {
    const known = this.#organisations.get(organisationId);
    if (known !== undefined) return known;
    const made: Organisation = { people: new Map(), listeners: new Set(), told: undefined };
    this.#organisations.set(organisationId, made);
    return made;
  }
}

function dropOldest(kept: Map<string, unknown>, most: number): void {
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

function describe(people: readonly Present[]): string {
  return people
    .map(({ threadId, id, doing }) => `${threadId}/${id}/${doing}`)
    .toSorted()
    .join(" ");
}

/** Who is in which thread, as this process knows. */
export function presenceBoard(): PresenceBoard {
  return singleton("presence-board", () => new PresenceBoard());
}
