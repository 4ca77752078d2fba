import type { PictureBounds } from "../picture/picture-limits.ts";
import type { PictureExtension } from "../picture/picture-name.ts";

/** On a screen: as large as a phone's, sharp. */
export const threadBounds: PictureBounds = { widthPx: 2_048, heightPx: 4_096, bytes: 3_000_000 };

/** With a text: carriers take no more (T24); ten of them are less than the 5 MB that a text may carry in all. */
export const textBounds: PictureBounds = { widthPx: 1_280, heightPx: 2_560, bytes: 480_000 };

/** A picture that was drawn anew, or a file as it came. */
export type AttachmentExtension = PictureExtension | "file";

/** Its name in the storage; nobody outside ever learns it (T52). */
export function attachmentFile({ key, extension }: { key: string; extension: AttachmentExtension }): string {
  return `attachments/${key}.${extension}`;
}

/** The smaller one that goes out with a text. */
export function textFile({ key, textExtension }: { key: string; textExtension: PictureExtension }): string {
  return `attachments/${key}-text.${textExtension}`;
}

/** A row's files. */
export interface KeptFiles {
  readonly key: string;
  readonly extension: AttachmentExtension;
  readonly textExtension: PictureExtension | null;
}

/** Every file that an attachment has in the storage. */
export function filesOf({ key, extension, textExtension }: KeptFiles): string[] {
  const small = textExtension === null ? [] : [textFile({ key, textExtension })];
  return [attachmentFile({ key, extension }), ...small];
}
