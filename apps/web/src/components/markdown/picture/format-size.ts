import type { StoredPicture } from "@packpost/core/picture/stored-picture";
import { formatCount } from "#web/components/form/format-number.ts";

/** "1,072 × 640 pixels, 184 KB". */
export function formatSize({ widthPx, heightPx, bytes }: StoredPicture): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1_000));
  return `${formatCount(widthPx)} × ${formatCount(heightPx)} pixels, ${formatCount(kilobytes)} KB`;
}
