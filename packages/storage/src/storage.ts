/** Where files are kept: a folder or an S3-compatible store, the same to everybody who uses it. */
export interface Storage {
  /**
   * Keeps a whole file, in place of any other of this name.
   * @param name letters, digits, dots, dashes and slashes
   * @throws when the store cannot be reached or is full; then nothing of that name may be relied on
   */
  put(name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** A whole file, or null when there is none of this name. */
  get(name: string): Promise<Uint8Array | null>;
  /** Takes a file away; one that is not there is no error. */
  remove(name: string): Promise<void>;
}
