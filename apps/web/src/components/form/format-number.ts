const grouped = new Intl.NumberFormat("en-US");
const narrowSpace = "\u202f";

/** A count, grouped: 1,234. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/**
 * A share as a percentage: "53.1 %"; "–" of nothing.
 *
 * @param part e.g. people who opened it
 * @param whole e.g. people it was sent to
 * @param decimals digits after the point
 */
export function formatShare(part: number, whole: number, decimals = 1): string {
  if (whole === 0) return "–";
  const share = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return `${share.format((100 * part) / whole)}${narrowSpace}%`;
}

/** "1 person", "412 people". */
export function formatPeople(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "person" : "people"}`;
}
