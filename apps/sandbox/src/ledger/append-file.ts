import { closeSync, fdatasync, fstatSync, openSync, readSync, writeSync } from "node:fs";

/**
 * A file that only grows. Writes reach the kernel before they return, so they survive the death of this process;
 * `sync` (called about once a second) makes them survive the death of the machine.
 */
export class AppendFile {
  readonly #fd: number;
  #size: number;
  #dirty = false;

  constructor(path: string) {
    this.#fd = openSync(path, "a+");
    this.#size = fstatSync(this.#fd).size;
  }

  get size(): number {
    return this.#size;
  }

  /** Writes all of it and returns the offset where it begins. */
  append(bytes: Uint8Array): number {
    const offset = this.#size;
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#fd, bytes, written, bytes.length - written);
    this.#size += bytes.length;
    this.#dirty = true;
    return offset;
  }

  read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let got = 0;
    while (got < length) {
      const count = readSync(this.#fd, bytes, got, length - got, offset + got);
      if (count === 0) throw new Error(`The ledger ends at ${offset + got}, wanted ${offset + length}`);
      got += count;
    }
    return bytes;
  }

  sync(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    fdatasync(this.#fd, () => {});
  }

  close(): void {
    closeSync(this.#fd);
  }
}
