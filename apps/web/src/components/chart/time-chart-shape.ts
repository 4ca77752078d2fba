const wantedTicks = 4;
/** Fewer points than this tell of moments, not of a course: each is drawn as a step of its own. */
const fewPoints = 12;

/**
 * Round numbers from 0 to the greatest value, a few of them.
 *
 * @param greatest the greatest value drawn
 */
export function niceTicks(greatest: number): number[] {
  const rough = Math.max(1, greatest / wantedTicks);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough);
  return Array.from({ length: Math.max(1, Math.floor(greatest / step)) + 1 }, (_, n) => n * step);
}

/**
 * A line through shares from 0 (bottom) to 1 (top) at equal distances, in a box of 100 by 100: what happened by each
 * point's end, as steps while they are few, since a slope from one to the next would claim a course nobody measured.
 *
 * @param shares one for each point
 */
export function linePath(shares: readonly number[]): string {
  const width = 100 / Math.max(1, shares.length - 1);
  const steps = shares.length < fewPoints;
  return shares
    .map((share, n) => {
      const x = rounded(n * width);
      const y = rounded(100 - 100 * share);
      if (n === 0) return `M${x},${y}`;
      return steps ? `V${y}H${x}` : `L${x},${y}`;
    })
    .join("");
}

/** The area below that line. */
export function areaPath(shares: readonly number[]): string {
  return `${linePath(shares)}L100,100L0,100Z`;
}

function rounded(n: number): number {
  return Math.round(n * 100) / 100;
}
