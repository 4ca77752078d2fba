import type { Segment } from "../template/template.ts";

/** Gmail shows so much of a mail's HTML, in bytes, and cuts the rest with its footer (K25). */
const gmailShowsBytes = 102 * 1024;
/** What click tracking makes longer, per link, in bytes; the pixel that tells opens. */
const trackedLinkBytes = 130;
const openPixelBytes = 400;
/** Room for one personal value, in bytes: a long name, or several pets. */
const valueBytes = 40;
const unsubscribeBytes = 160;

/** The size a mail's HTML will have with its receiver, in bytes, with room for tracking links and personal values. */
export function measureHtml(html: readonly Segment[]): number {
  let bytes = openPixelBytes;
  for (const segment of html) {
    if (typeof segment !== "string")
      bytes += segment.field === "unsubscribe_url" ? unsubscribeBytes : valueBytes;
    else {
      bytes += Buffer.byteLength(segment);
      bytes += trackedLinkBytes * (segment.split('<a href="http').length - 1);
    }
  }
  return bytes;
}

/** May Gmail cut a mail of this size before its end? */
export function mayBeClipped(bytes: number): boolean {
  return bytes > gmailShowsBytes;
}
