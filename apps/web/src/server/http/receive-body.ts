import type { BodyRoom } from "@packpost/core/capacity/body-room";
import { type BodyLimits, type BodyRefusal, RefusedBody, readPieces } from "./read-pieces.ts";

/** Somebody's part of the memory that bodies on their way may hold. */
interface Share {
  readonly room: BodyRoom;
  readonly owner: string;
}

/**
 * Receives a request's body whole, see {@link readPieces}.
 * @param shares whose memory it takes while it comes
 * @returns the body, or why it was not taken; `no_room`: its owner has as much on the way as one may
 */
export async function receiveBody(
  request: Request,
  limits: BodyLimits,
  shares: readonly Share[] = [],
): Promise<Buffer<ArrayBuffer> | BodyRefusal | "no_room"> {
  const pieces: Uint8Array[] = [];
  const held = shares.map((share) => ({ ...share, bytes: 0 }));
  try {
    for await (const piece of readPieces(request, limits)) {
      for (const share of held) {
        if (!share.room.hold(share.owner, piece.byteLength)) return "no_room";
        share.bytes += piece.byteLength;
      }
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof RefusedBody) return error.why;
    throw error;
  } finally {
    for (const { room, owner, bytes } of held) room.giveBack(owner, bytes);
  }
}
