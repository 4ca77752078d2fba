/** How a draft is saved; see core's save-thread-draft. It fails when there is no answer: then it is tried again. */
export type SaveDraft = (
  body: string,
  version: number,
  textTo: string | null,
) => Promise<
  | { outcome: "saved"; version: number }
  | ({ outcome: "older" } & KeptDraft)
  /** Not on the server, now or later: the browser keeps it. */
  | { outcome: "refused" }
>;

export interface KeptDraft {
  readonly body: string;
  readonly version: number;
  /** By which way it is to go, as its writer has chosen (T6); none = they have not, or there is one way alone. */
  readonly textTo?: string | null | undefined;
}

export interface DraftView extends KeptDraft {
  /** Another tab or device has something else, and so has this one: a person chooses. */
  readonly other: KeptDraft | null;
  /** The server does not take what stands here, or did not: this browser alone keeps it. */
  readonly refused?: boolean;
}

interface DraftKeeperOptions {
  /** What the server has. */
  readonly server: KeptDraft | undefined;
  /** What this browser has kept of it, which a reload must not lose. */
  readonly backup: { read(): KeptDraft | null; write(draft: KeptDraft): void };
  readonly save: SaveDraft;
  /** Resolves once it may be tried again. */
  readonly whenReachable: () => Promise<void>;
  /** Whoever writes here has typed, or sent: what stands there now. */
  readonly onTyped?: (body: string) => void;
  /** Milliseconds without typing before it is saved. */
  readonly pauseMs: number;
}

/**
 * What somebody is writing in one thread, bound to it for good (T12): kept in the browser with each key, on the server when the typing
 * pauses. Versions only rise, sending takes the next one, so whatever comes late loses.
 */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  readonly #listeners = new Set<() => void>();
  #view: DraftView;
  /** Typed since the server had it. */
  #dirty = false;
  /** Typed here, and not before a reload or in another tab. */
  #typed = false;
  #saving = false;
  /** The save that is under way, or the last one. */
  #running: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    const server = options.server ?? { body: "", version: 0 };
    const backup = options.backup.read();
    const newer = backup !== null && backup.version > server.version;
    this.#view = { ...(newer ? backup : server), other: null };
    this.#dirty = newer && backup.body !== server.body;
    if (this.#dirty) this.#soon();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly read = (): DraftView => this.#view;

  readonly type = (body: string): void => {
    this.#dirty = true;
    this.#typed = true;
    this.#set({ ...this.#view, body, version: this.#view.version + 1 });
    this.#options.onTyped?.(body);
    this.#soon();
  };

  /** Its writer has chosen by which way it is to go. */
  readonly direct = (textTo: string): void => {
    this.#dirty = true;
    this.#typed = true;
    this.#set({ ...this.#view, textTo, version: this.#view.version + 1 });
    this.#soon();
  };

  /** Another tab of this browser has this. It began with what the browser keeps: where nothing was typed here since, it only goes on. */
  follow(theirs: KeptDraft): void {
    if (!this.#typed && theirs.version > this.#view.version) this.#settle(theirs);
    else this.take(theirs);
  }

  /** The server has this. */
  take(theirs: KeptDraft): void {
    const { body, version } = this.#view;
    // The same version of the same words: what this browser kept has arrived, saved by the page that was left.
    const isOurs = theirs.version === version && theirs.body === body && this.#dirty;
    if (theirs.version <= version && !isOurs) return;
    if (!this.#dirty || theirs.body === body) this.#settle(theirs);
    else this.#set({ ...this.#view, other: theirs });
  }

  /** It is sent as it stands. @returns what, and as which version */
  send(): KeptDraft {
    const { body, version, textTo } = this.#view;
    clearTimeout(this.#timer);
    this.#dirty = false;
    this.#set({ body: "", version: version + 1, other: null });
    this.#options.onTyped?.("");
    return { body, version, textTo };
  }

  /** It was handed on and no answer came, so the server may have emptied it: what stands here goes on, above that version. */
  goOn(): void {
    const { body, version, textTo, other } = this.#view;
    if (body === "") return;
    this.#dirty = true;
    this.#set({ body, textTo, version: Math.max(version, other?.version ?? 0) + 2, other: null });
    this.#soon();
  }

  /** Of two drafts, which goes on. */
  choose(which: "mine" | "theirs"): void {
    const { other, body, textTo } = this.#view;
    if (other === null) return;
    if (which === "theirs") this.#settle(other);
    else {
      this.#set({ body, textTo, version: other.version + 1, other: null });
      this.#soon();
    }
  }

  /** Saves at once what is not saved, e.g. when its thread is left. */
  flush(): void {
    clearTimeout(this.#timer);
    // One that is under way goes on; this one finds that and does nothing.
    if (!this.#saving) this.#running = this.#save();
  }

  /** Saves what is not saved and waits for that. @returns whether the server has what stands here */
  async saved(): Promise<boolean> {
    for (let tries = 0; tries < 3 && this.#dirty && this.#view.other === null; tries += 1) {
      clearTimeout(this.#timer);
      await this.#running;
      this.#running = this.#save();
      await this.#running;
    }
    return !this.#dirty;
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#options.pauseMs);
  }

  async #save(): Promise<void> {
    if (!this.#dirty || this.#saving || this.#view.other !== null) return;
    this.#saving = true;
    const { body, version, textTo = null } = this.#view;
    const said = await this.#options.save(body, version, textTo).catch(() => null);
    this.#saving = false;
    if (said === null) {
      await this.#options.whenReachable();
      return this.#save();
    }
    // Sent or typed on meanwhile: this answer is about something older.
    const isNewest = this.#view.version === version;
    if (said.outcome === "refused") {
      if (isNewest) this.#set({ ...this.#view, refused: true });
      return;
    }
    if (this.#view.refused === true) this.#set({ ...this.#view, refused: false });
    if (said.outcome === "saved") {
      if (isNewest) {
        this.#dirty = false;
        this.#typed = false;
      } else if (this.#dirty) this.#soon();
    } else if (this.#dirty) {
      if (said.version === this.#view.version && said.body !== this.#view.body)
        this.#set({ ...this.#view, other: said });
      else this.take(said);
      if (this.#dirty && this.#view.other === null) this.#soon();
    }
  }

  #settle({ body, version, textTo }: KeptDraft): void {
    this.#dirty = false;
    this.#typed = false;
    clearTimeout(this.#timer);
    this.#set({ body, version, textTo, other: null });
  }

  #set(view: DraftView): void {
    this.#view = view;
    const { body, version, textTo } = view;
    this.#options.backup.write({ body, version, textTo });
    for (const listener of this.#listeners) listener();
  }
}
