/** Colours of a mail, all `#rrggbb`. */
export interface MailColors {
  readonly brand: string;
  /** Readable on `brand`. */
  readonly onBrand: string;
  /** The brand as links on the white card (WCAG AA). */
  readonly link: string;
  /** The brand as links on the dark card. */
  readonly linkDark: string;
}

const spruce = "#1f5c4d";
const white = [255, 255, 255] as const;
const darkCard = [31, 30, 28] as const;
type Rgb = readonly [number, number, number];

/**
 * Derive a mail's colours from an organisation's brand colour, so that every text keeps a contrast of 4.5
 * (WCAG 2.2, 1.4.3), whatever colour was chosen.
 * @param brandColor `#rrggbb`; anything else means spruce
 */
export function mailColors(brandColor: string | null | undefined): MailColors {
  const brand = /^#[0-9a-f]{6}$/i.test(brandColor ?? "") ? `${brandColor}`.toLowerCase() : spruce;
  const rgb = parse(brand);
  const onBrand = contrast(rgb, white) >= 4.5 ? "#ffffff" : "#1c1b19";
  return {
    brand,
    onBrand,
    link: format(towards(rgb, [0, 0, 0], white, 4.5)),
    linkDark: format(towards(rgb, white, darkCard, 6)),
  };
}

/** Mix a colour with a target in small steps until it reads on a ground. */
function towards(color: Rgb, target: Rgb, ground: Rgb, atLeast: number): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, target, share);
    if (contrast(mixed, ground) >= atLeast) return mixed;
  }
  return target;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const channel = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [channel(one[0], other[0]), channel(one[1], other[1]), channel(one[2], other[2])];
}

function contrast(one: Rgb, other: Rgb): number {
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

function parse(hex: string): Rgb {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

function format(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
