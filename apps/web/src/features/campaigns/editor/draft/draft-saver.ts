import type { EditCampaignOutcome } from "@packpost/core/campaign/draft/edit-campaign";
import type { DraftBackup } from "./draft-backup.ts";
import { changedFields, type DraftField, type DraftFields, mergeDrafts, pickFields } from "./draft-fields.ts";
import { tooLongFields } from "./too-long.ts";

const pauseMs = 700;
const firstRetryMs = 2_000;
const longestRetryMs = 30_000;

export type SaveState =
  | { kind: "saved"; at: Date }
  | { kind: "waiting" }
  | { kind: "saving" }
  /** Not reached; it tries again by itself. */
  | { kind: "failed"; error: unknown }
  /** What does not fit stays here and in the backup; the rest is saved. */
  | { kind: "too_long" }
  /** Somebody saved the same fields differently; a person decides. */
  | { kind: "conflict"; clashes: DraftField[]; newer: DraftFields }
  /** It was sent meanwhile: its text is frozen. */
  | { kind: "frozen" };

export interface DraftSnapshot {
  fields: DraftFields;
  version: number;
  state: SaveState;
}

interface Server {
  save(version: number, changes: Partial<DraftFields>): Promise<EditCampaignOutcome>;
  backup: { read(): DraftBackup | null; write(backup: DraftBackup | null): void };
}

/** One editor's draft: saves what changed when the typing pauses, one save at a time, and never overwrites a newer version. */
export class DraftSaver {
  readonly #server: Server;
  readonly #listeners = new Set<() => void>();
  #base: DraftFields;
  #snapshot: DraftSnapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  #running: Promise<void> | undefined;
  #newerVersion = 0;

  constructor(start: DraftFields & { version: number; updatedAt: Date }, server: Server) {
    this.#server = server;
    this.#base = pickFields(start);
    this.#snapshot = {
      fields: this.#base,
      version: start.version,
      state: { kind: "saved", at: start.updatedAt },
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly read = (): DraftSnapshot => this.#snapshot;

  /** Takes up what an earlier visit could not save. */
  restore(): void {
    const backup = this.#server.backup.read();
    if (backup === null) return;
    // A version the server never had: its data was reset since.
    if (backup.version > this.#snapshot.version) this.#server.backup.write(null);
    else this.#rebase(backup.base, backup.mine, this.#base, this.#snapshot.version);
  }

  /** A change of the person at the keyboard. */
  change(changes: Partial<DraftFields>): void {
    const { kind } = this.#snapshot.state;
    if (kind === "frozen") return;
    this.#set({ fields: { ...this.#snapshot.fields, ...changes } });
    if (kind === "conflict") this.#keep();
    else this.#schedule();
  }

  /**
   * Saves at once, e.g. before sending.
   * @returns whether everything is on the server
   */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#running !== undefined) await this.#running;
    if (this.isDirty() && this.#snapshot.state.kind !== "conflict" && this.#snapshot.state.kind !== "frozen")
      await this.#run();
    return this.#snapshot.state.kind === "saved";
  }

  /** Ends a conflict by a person's decision. */
  resolve(choice: "mine" | "theirs"): void {
    const { state, fields } = this.#snapshot;
    if (state.kind !== "conflict") return;
    this.#base = state.newer;
    const chosen = choice === "mine" ? fields : state.newer;
    this.#set({ fields: chosen, version: this.#newerVersion, state: settled(chosen) });
    if (this.isDirty()) this.#schedule();
    else this.#server.backup.write(null);
  }

  /** Somebody else has sent or scheduled it: nothing more can be saved, and what is here stays to be read and copied. */
  freeze(): void {
    clearTimeout(this.#timer);
    this.#set({ state: { kind: "frozen" } });
  }

  /** It is a draft again: whoever sent it took it back. */
  thaw(): void {
    if (this.#snapshot.state.kind !== "frozen") return;
    this.#set({ state: settled(this.#snapshot.fields) });
    if (this.isDirty()) this.#schedule();
  }

  /** Whether something is not on the server yet. */
  isDirty(): boolean {
    return changedFields(this.#base, this.#snapshot.fields).length > 0;
  }

  /** Stops timers; what is unsaved stays in the backup. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(afterMs = pauseMs): void {
    this.#keep();
    clearTimeout(this.#timer);
    if (this.#running === undefined && this.#snapshot.state.kind !== "failed")
      this.#set({
        state: this.#sendable().length > 0 ? { kind: "waiting" } : settled(this.#snapshot.fields),
      });
    this.#timer = setTimeout(() => void this.#run(), afterMs);
  }

  #run(): Promise<void> {
    this.#running ??= this.#save().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #save(): Promise<void> {
    const sent = this.#snapshot.fields;
    const changes = Object.fromEntries(
      this.#sendable().map((field) => [field, sent[field]]),
    ) as Partial<DraftFields>;
    if (Object.keys(changes).length === 0) return this.#set({ state: settled(sent) });
    this.#set({ state: { kind: "saving" } });
    try {
      const outcome = await this.#server.save(this.#snapshot.version, changes);
      this.#retryMs = firstRetryMs;
      if (outcome.outcome === "not_draft") return this.freeze();
      if (outcome.outcome === "conflict")
        return this.#rebase(
          this.#base,
          this.#snapshot.fields,
          pickFields(outcome.newer),
          outcome.newer.version,
        );
      this.#base = { ...this.#base, ...changes };
      this.#set({ version: outcome.version, state: settled(this.#snapshot.fields, outcome.updatedAt) });
      this.#keep();
      // Typing went on meanwhile.
      if (this.#sendable().length > 0) queueMicrotask(() => this.#schedule());
    } catch (error) {
      this.#set({ state: { kind: "failed", error } });
      this.#keep();
      this.#timer = setTimeout(() => void this.#run(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    }
  }

  #rebase(base: DraftFields, mine: DraftFields, newer: DraftFields, version: number): void {
    const { merged, clashes } = mergeDrafts(base, mine, newer);
    if (clashes.length > 0) {
      this.#newerVersion = version;
      this.#set({ fields: { ...merged, ...mine }, state: { kind: "conflict", clashes, newer } });
      return;
    }
    this.#base = newer;
    this.#set({ fields: merged, version, state: settled(merged) });
    if (this.isDirty()) queueMicrotask(() => this.#schedule());
    else this.#server.backup.write(null);
  }

  /** What changed and can be saved: a blank name waits until there is one, a text that is too long until it fits. */
  #sendable(): DraftField[] {
    const { fields } = this.#snapshot;
    const tooLong = tooLongFields(fields);
    return changedFields(this.#base, fields).filter(
      (field) => !tooLong.includes(field) && (field !== "name" || fields.name.trim() !== ""),
    );
  }

  #keep(): void {
    const { version, fields } = this.#snapshot;
    this.#server.backup.write(this.isDirty() ? { version, base: this.#base, mine: fields } : null);
  }

  #set(next: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...next };
    for (const listener of this.#listeners) listener();
  }
}

/** The state once nothing more can be saved. */
function settled(fields: DraftFields, at = new Date()): SaveState {
  return tooLongFields(fields).length > 0 ? { kind: "too_long" } : { kind: "saved", at };
}
