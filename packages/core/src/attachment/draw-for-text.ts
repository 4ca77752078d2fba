import { textBounds } from "../media/attachment-file.ts";
import type { PictureExtension } from "../picture/picture-name.ts";
import { reencodeInProcess } from "../picture/reencode-in-process.ts";

/**
 * A picture small enough to go out with a text (T24).
 * @param bytes as it was drawn for the thread
 * @returns null when it is small enough as it is, or cannot be made so
 */
export async function drawForText(
  bytes: Uint8Array,
): Promise<{ extension: PictureExtension; bytes: Uint8Array } | null> {
  if (bytes.byteLength <= textBounds.bytes) return null;
  const drawn = await reencodeInProcess(bytes, textBounds);
  return drawn.outcome === "reencoded" ? drawn : null;
}
