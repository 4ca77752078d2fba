import type { IncomingMessage } from "node:http";
import type { BodyRoom } from "@packpost/core/capacity/body-room";

/**
 * Reads a request's body up to a limit, without holding more than that in memory. What is beyond it is read and dropped, so
 * that the client gets its answer.
 * @param limits.maxBytes the limit in bytes
 * @param limits.room what bodies on their way may hold together
 * @param limits.owner whose body it is
 * @throws Error when the client goes away before the end
 */
export function readLimitedBody(
  request: IncomingMessage,
  limits: { readonly maxBytes: number; readonly room: BodyRoom; readonly owner: string },
): Promise<Buffer | "too_large" | "no_room"> {
  const { maxBytes, owner, room } = limits;
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const giveBack = () => {
      room.giveBack(owner, size);
      size = 0;
      chunks = [];
    };
    const drop = (why: "too_large" | "no_room") => {
      request.removeAllListeners("data").resume();
      giveBack();
      resolve(why);
    };
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
      drop("too_large");
      return;
    }
    request.on("data", (chunk: Buffer) => {
      if (size + chunk.byteLength > maxBytes) drop("too_large");
      else if (!room.hold(owner, chunk.byteLength)) drop("no_room");
      else {
        size += chunk.byteLength;
        chunks.push(chunk);
      }
    });
    request.once("end", () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      giveBack();
    });
    request.once("error", (error) => {
      giveBack();
      reject(error);
    });
  });
}
