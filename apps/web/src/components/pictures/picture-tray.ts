/** What becomes of one picture on its way to the server. */
export type PictureState =
  | { readonly kind: "sending"; readonly part: number }
  /** The server cannot be reached, or has no room now: it goes on by itself. */
  | { readonly kind: "waiting" }
  | { readonly kind: "refused"; readonly error: unknown }
  | { readonly kind: "stored"; readonly width: number; readonly height: number };

export interface TrayPicture {
  /** Made here: sent again it is the same picture. */
  readonly id: string;
  readonly fileName: string;
  /** Address of what is shown meanwhile; null where this device cannot show it. */
  readonly preview: string | null;
  readonly state: PictureState;
}

/** A picture that the server has, to go out with a message. */
export interface ReadyPicture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly fileName: string;
}

export interface TrayView {
  readonly pictures: readonly TrayPicture[];
  /** How many did not fit into one message. */
  readonly leftOut: number;
}

interface PictureTrayOptions {
  readonly upload: (
    id: string,
    file: File,
    onProgress: (part: number) => void,
    signal: AbortSignal,
  ) => Promise<{ width: number; height: number }>;
  /** Whether the server has refused this file, and would again. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Resolves once it may be tried again. */
  readonly whenReachable: () => Promise<void>;
  /** The server need not keep it. */
  readonly discard: (id: string) => void;
  /** A picture of this device. */
  readonly previewOf: (file: File) => string;
  readonly dropPreview: (address: string) => void;
  /** Where the server shows one. */
  readonly addressOf: (id: string) => string;
  /** As many as one message takes. */
  readonly most: number;
}

/** So many go at once: the server takes no more from one person. */
const atOnce = 2;

/**
 * The pictures of the message that is being written in one thread (V13): each goes to the server at once, under an id of its own, so
 * that a retry never doubles it, and with the message only its id.
 */
export class PictureTray {
  readonly #options: PictureTrayOptions;
  readonly #listeners = new Set<() => void>();
  readonly #files = new Map<string, File>();
  readonly #running = new Map<string, AbortController>();
  /** Sent or taken out: what the server still tells of them is old. */
  readonly #gone = new Set<string>();
  #view: TrayView = { pictures: [], leftOut: 0 };

  constructor(options: PictureTrayOptions) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly read = (): TrayView => this.#view;

  add(files: readonly File[]): void {
    const room = Math.max(0, this.#options.most - this.#view.pictures.length);
    const added = files.slice(0, room).map((file): TrayPicture => {
      const id = crypto.randomUUID();
      this.#files.set(id, file);
      const preview = file.type.startsWith("image/") ? this.#options.previewOf(file) : null;
      return { id, fileName: file.name, preview, state: { kind: "sending", part: 0 } };
    });
    this.#set([...this.#view.pictures, ...added], files.length - added.length);
    this.#work();
  }

  /** What the server has of an unsent message, e.g. since before a reload; or what was to be sent and comes back. */
  takeOver(stored: readonly ReadyPicture[], comesBack = false): void {
    const known = new Set(this.#view.pictures.map(({ id }) => id));
    if (comesBack) for (const { id } of stored) this.#gone.delete(id);
    const fresh = stored.filter(({ id }) => !known.has(id) && !this.#gone.has(id));
    if (fresh.length === 0) return;
    const shown = fresh.map(
      ({ id, fileName, width, height }): TrayPicture => ({
        ...{ id, fileName, preview: this.#options.addressOf(id) },
        state: { kind: "stored", width, height },
      }),
    );
    this.#set([...shown, ...this.#view.pictures]);
  }

  remove(id: string): void {
    const picture = this.#view.pictures.find((one) => one.id === id);
    this.#running.get(id)?.abort();
    this.#forget(id);
    this.#set(this.#view.pictures.filter((one) => one.id !== id));
    if (picture?.preview?.startsWith("blob:")) this.#options.dropPreview(picture.preview);
    // One that is half sent may be kept there all the same.
    if (picture !== undefined && picture.state.kind !== "refused") this.#options.discard(id);
    this.#work();
  }

  retry(id: string): void {
    this.#change(id, { kind: "sending", part: 0 });
    this.#work();
  }

  /** They go out with a message. @returns those that the server has, in their order */
  take(): ReadyPicture[] {
    const taken = this.#view.pictures.flatMap(({ id, fileName, state }) =>
      state.kind === "stored" ? [{ id, fileName, width: state.width, height: state.height }] : [],
    );
    for (const { preview } of this.#view.pictures)
      if (preview?.startsWith("blob:")) this.#options.dropPreview(preview);
    for (const { id } of this.#view.pictures) this.#forget(id);
    this.#set([]);
    return taken;
  }

  #forget(id: string): void {
    this.#gone.add(id);
    this.#files.delete(id);
    this.#running.delete(id);
  }

  #work(): void {
    for (const { id, state } of this.#view.pictures) {
      if (this.#running.size >= atOnce) return;
      if (state.kind === "sending" && !this.#running.has(id)) void this.#send(id);
    }
  }

  async #send(id: string): Promise<void> {
    const file = this.#files.get(id);
    if (file === undefined) return;
    const own = new AbortController();
    this.#running.set(id, own);
    const onProgress = (part: number) => this.#change(id, { kind: "sending", part });
    try {
      const { width, height } = await this.#options.upload(id, file, onProgress, own.signal);
      this.#change(id, { kind: "stored", width, height });
      this.#files.delete(id);
    } catch (error) {
      if (own.signal.aborted) return;
      if (this.#options.isRefusal(error)) this.#change(id, { kind: "refused", error });
      else {
        this.#change(id, { kind: "waiting" });
        await this.#options.whenReachable();
        this.#change(id, { kind: "sending", part: 0 });
      }
    } finally {
      if (this.#running.get(id) === own) this.#running.delete(id);
    }
    this.#work();
  }

  #change(id: string, state: PictureState): void {
    if (this.#gone.has(id)) return;
    this.#set(this.#view.pictures.map((one) => (one.id === id ? { ...one, state } : one)));
  }

  #set(pictures: readonly TrayPicture[], leftOut = 0): void {
    this.#view = { pictures, leftOut };
    for (const listener of this.#listeners) listener();
  }
}
