import { readPictureAddress } from "../picture/picture-name.ts";

/** Inside of the card, in pixels: 600 less the padding at both sides. */
const insidePx = 536;

/**
 * The width a picture is drawn with in Outlook, which knows no max-width, in pixels. Pictures uploaded here carry
 * their size in their address; any other may be as wide as the card.
 */
export function pictureWidth(address: string): number {
  return Math.min(readPictureAddress(address)?.widthPx ?? insidePx, insidePx);
}
