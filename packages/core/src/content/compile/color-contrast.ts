/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Mix a colour with a target in small steps until it reads on a ground. */
export function towards(color: Rgb, target: Rgb, ground: Rgb, atLeast: number): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, target, share);
    if (contrast(mixed, ground) >= atLeast) return mixed;
  }
  return target;
}

/** A colour with a share of another in it. */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const channel = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [channel(one[0], other[0]), channel(one[1], other[1]), channel(one[2], other[2])];
}

/** How well one reads on the other: 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(rgb: Rgb): number {
  const linear = (channel: number) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

/** @param hex `#rrggbb` */
export function parseColor(hex: string): Rgb {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

/** @returns `#rrggbb` */
export function formatColor(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
