import type { LiveTopic } from "#web/server/live/topics.ts";
import { Election } from "./election.ts";
import type { LeaderMessage, LeaderNews, LiveMessage, Wish } from "./live-message.ts";
import { type OpenStream, StreamLeader } from "./stream-leader.ts";

export interface TakingPartOptions {
  /** Of whoever is signed in: tabs of somebody else have another, and share nothing with these. */
  readonly name: string;
  readonly open: OpenStream;
  /** Absent where the browser has none (plain http, some private windows): then this tab has a stream of its own. */
  readonly locks: LockManager | undefined;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
}

/** One tab's part in the browser's stream, from when it wants something until it wants nothing any more. */
export class TakingPart {
  readonly #options: TakingPartOptions;
  readonly #hear: (message: LeaderNews) => void;
  readonly #tab: string;
  readonly #ended = new AbortController();
  #topics: readonly LiveTopic[] = [];
  /** Before that whoever leads would take this tab for gone. */
  #present = false;
  #election: Election | undefined;
  #channel: BroadcastChannel | undefined;
  #leader: StreamLeader | undefined;
  /** Whose word counts: what a tab tells that has just been relieved may come late. */
  #leadingTab: string | undefined;

  /** @param hear what the leader tells, whichever tab it is */
  constructor(options: TakingPartOptions, hear: (message: LeaderNews) => void) {
    this.#options = options;
    this.#hear = hear;
    const { name, locks, openChannel } = options;
    if (locks === undefined || openChannel === undefined) {
      this.#tab = "the only one";
      this.#present = true;
      this.#lead();
      return;
    }
    this.#tab = crypto.randomUUID();
    this.#channel = openChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<LiveMessage>) => {
      if (data.kind === "wish") this.#take(data, locks);
      else this.#receive(data, data.from);
    };
    this.#election = new Election(locks, name, (leads) => {
      this.#leader?.close();
      this.#leader = undefined;
      if (leads) this.#lead();
    });
    // Held for as long as this tab takes part: the leader waits for it, and so learns of a tab that has crashed.
    const present = () => {
      this.#present = true;
      this.#say();
      this.#election?.join();
      return new Promise<void>((resolve) => this.#ended.signal.addEventListener("abort", () => resolve()));
    };
    locks
      .request(this.#lockOf(this.#tab), { signal: this.#ended.signal }, present)
      .catch(() => this.#alone());
  }

  /** What this tab wants now. */
  wish(topics: readonly LiveTopic[]): void {
    this.#topics = topics;
    this.#say();
  }

  /** Holds the stream itself from now on. */
  takeOver(): void {
    this.#election?.takeOver();
  }

  /** Opens the stream anew, if this tab holds it. */
  reopen(): void {
    this.#leader?.reopen();
  }

  end(): void {
    this.#ended.abort();
    this.#election?.leave();
    this.#leader?.close();
    this.#leader = undefined;
    this.#channel?.close();
    this.#channel = undefined;
  }

  #lead(): void {
    const tell = (message: LeaderMessage) => {
      this.#channel?.postMessage({ ...message, from: this.#tab } satisfies LiveMessage);
      this.#receive(message, this.#tab);
    };
    this.#leader = new StreamLeader(this.#options.open, tell);
    tell({ kind: "who" });
  }

  /** The browser has locks but grants this page none. */
  #alone(): void {
    if (this.#ended.signal.aborted) return;
    this.#channel?.close();
    this.#channel = undefined;
    this.#present = true;
    this.#lead();
  }

  /** Another tab's wish, to whoever leads. */
  #take(wish: Wish, locks: LockManager): void {
    const leader = this.#leader;
    if (leader === undefined) return;
    if (leader.wish(wish)) return;
    const gone = () => leader.forget(wish.tab);
    locks.request(this.#lockOf(wish.tab), { signal: leader.closed }, gone).catch(() => undefined);
  }

  #receive(message: LeaderMessage, from: string): void {
    if (message.kind === "who") {
      this.#leadingTab = from;
      this.#say();
      return;
    }
    this.#leadingTab ??= from;
    if (this.#leadingTab === from) this.#hear(message);
  }

  #say(): void {
    if (!this.#present) return;
    const wish: Wish = { kind: "wish", tab: this.#tab, topics: this.#topics };
    if (this.#leader) this.#leader.wish(wish);
    else this.#channel?.postMessage(wish);
  }

  #lockOf(tab: string): string {
    return `${this.#options.name}/tab/${tab}`;
  }
}
