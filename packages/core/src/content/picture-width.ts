/** Inside of the card, in pixels: 600 less the padding at both sides. */
const insidePx = 536;

/**
 * The width a picture is drawn with in Outlook, which knows no max-width, in pixels. Pictures uploaded here carry
 * their size in their address (`core/picture`); any other may be as wide as the card.
 */
export function pictureWidth(address: string): number {
  const own = /\/pictures\/[a-z2-7]{20,}-(\d{1,5})x\d{1,5}\.(?:jpg|png|gif)$/.exec(address);
  const width = Number(own?.[1]);
  return width > 0 ? Math.min(width, insidePx) : insidePx;
}
