const pieceBytes = 64 * 1024;

/**
 * Sends bytes a piece at a time, as fast as they are taken; a reader who stops is cut off, so that nobody can hold
 * memory and connections by not reading.
 * @param bytes what is sent
 * @param idleMs longest wait for the reader to take the next piece
 * @param onEnd called once, however it ends
 */
export function pacedBody(bytes: Uint8Array, idleMs: number, onEnd: () => void): ReadableStream<Uint8Array> {
  let offset = 0;
  let timer: NodeJS.Timeout | undefined;
  let left: Uint8Array | undefined = bytes;
  const end = () => {
    clearTimeout(timer);
    if (left === undefined) return;
    left = undefined;
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        timer = setTimeout(() => {
          end();
          controller.error(new Error("The reader has stopped"));
        }, idleMs);
      },
      pull(controller) {
        timer?.refresh();
        // A copy: the platform may take the memory of what it is given.
        const piece = left?.slice(offset, offset + pieceBytes) ?? new Uint8Array();
        offset += piece.byteLength;
        if (piece.byteLength > 0) controller.enqueue(piece);
        if (offset < bytes.byteLength) return;
        end();
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
