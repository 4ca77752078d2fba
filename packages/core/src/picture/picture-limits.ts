/** Largest file that can be uploaded, in bytes. */
export const maxUploadBytes = 10 * 1024 * 1024;
/** All pictures that an organisation keeps, in bytes: some thousand of them. */
export const quotaBytes = 1_000_000_000;
/** Width × height, of all frames together: above it a small file would need gigabytes to be drawn (T51). */
export const maxPixels = 50_000_000;

/** How large a picture may be after re-encoding. */
export interface PictureBounds {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: number;
}

/** In a mail: twice the inside of its card (536 px), for sharp screens; some mail programs cut long pages. */
export const mailBounds: PictureBounds = { widthPx: 1_072, heightPx: 3_000, bytes: 1_000_000 };

/** On top of a mail and of a page: twice what is shown, for sharp screens; it comes with every mail. */
export const logoBounds: PictureBounds = { widthPx: 480, heightPx: 160, bytes: 200_000 };
