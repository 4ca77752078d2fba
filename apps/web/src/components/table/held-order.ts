/**
 * How many threads have come or moved up since an order was shown (V3). What follows the last one shown is the next page, not news.
 * @param shown ids in the order in which they are on the screen
 * @param latest ids as the server orders them now
 */
export function countMoved(shown: readonly string[], latest: readonly string[]): number {
  const place = new Map(shown.map((id, index) => [id, index]));
  const lastKnown = latest.findLastIndex((id) => place.has(id));
  let moved = 0;
  let firstBelow = Number.POSITIVE_INFINITY;
  for (let index = lastKnown; index >= 0; index--) {
    const was = place.get(latest[index] ?? "") ?? Number.POSITIVE_INFINITY;
    if (was >= firstBelow) moved++;
    else firstBelow = was;
  }
  return moved;
}

/** The order that stands still, and below it what further pages have brought. */
export function keepOrder(shown: readonly string[], latest: readonly string[]): string[] {
  const known = new Set(shown);
  const lastKnown = latest.findLastIndex((id) => known.has(id));
  return [...shown, ...latest.slice(lastKnown + 1).filter((id) => !known.has(id))];
}
