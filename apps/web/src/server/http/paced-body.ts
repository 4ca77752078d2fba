const pieceBytes = 64 * 1024;

/** How patient an answer is with its reader, in milliseconds. */
export interface Pace {
  /** Longest wait for the reader to take the next piece. */
  readonly idleMs: number;
  /** From the first byte to the last: a reader who takes crumbs is cut off too. */
  readonly wholeMs: number;
  /** Cuts the reader off at once. */
  readonly signal?: AbortSignal;
}

/**
 * Sends pieces as fast as they are taken; a reader who stops is cut off, so that nobody can hold memory, connections and
 * places by not reading.
 *
 * @param next makes the next piece; null at the end
 * @param onEnd called once, however it ends
 */
export function pacedBody(
  next: () => Uint8Array | null | Promise<Uint8Array | null>,
  { idleMs, wholeMs, signal }: Pace,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let idle: NodeJS.Timeout | undefined;
  let whole: NodeJS.Timeout | undefined;
  let cut: () => void = () => undefined;
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(idle);
    clearTimeout(whole);
    signal?.removeEventListener("abort", cut);
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        cut = () => {
          end();
          controller.error(new Error("The reader has stopped"));
        };
        idle = setTimeout(cut, idleMs);
        whole = setTimeout(cut, wholeMs);
        signal?.addEventListener("abort", cut);
      },
      async pull(controller) {
        // While the next piece is made nobody keeps us waiting.
        clearTimeout(idle);
        try {
          const piece = await next();
          if (ended) return;
          if (piece === null) {
            end();
            controller.close();
            return;
          }
          controller.enqueue(piece);
          idle = setTimeout(cut, idleMs);
        } catch (error) {
          end();
          throw error;
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

/** @returns what makes the pieces of bytes that are there, see {@link pacedBody} */
export function piecesOf(bytes: Uint8Array): () => Uint8Array | null {
  let offset = 0;
  return () => {
    if (offset >= bytes.byteLength) return null;
    // A copy: the platform may take the memory of what it is given.
    const piece = bytes.slice(offset, offset + pieceBytes);
    offset += piece.byteLength;
    return piece;
  };
}
