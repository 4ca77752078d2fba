import type { PictureBounds } from "../picture/picture-limits.ts";
import type { PictureExtension } from "../picture/picture-name.ts";

/** On a screen: as large as a phone's, sharp. */
export const threadBounds: PictureBounds = { widthPx: 2_048, heightPx: 4_096, bytes: 3_000_000 };

/** Its name in the storage; nobody outside ever learns it (T52). */
export function attachmentFile({ key, extension }: { key: string; extension: PictureExtension }): string {
  return `attachments/${key}.${extension}`;
}
