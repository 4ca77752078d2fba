import { contrast, formatColor, parseColor, towards } from "./color-contrast.ts";

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

/**
 * Derive a mail's colours from an organisation's brand colour, so that every text keeps a contrast of 4.5
 * (WCAG 2.2, 1.4.3), whatever colour was chosen.
 * @param brandColor `#rrggbb`; anything else means spruce
 */
export function mailColors(brandColor: string | null | undefined): MailColors {
  const brand = /^#[0-9a-f]{6}$/i.test(brandColor ?? "") ? `${brandColor}`.toLowerCase() : spruce;
  const rgb = parseColor(brand);
  const onBrand = contrast(rgb, white) >= 4.5 ? "#ffffff" : "#1c1b19";
  return {
    brand,
    onBrand,
    link: formatColor(towards(rgb, [0, 0, 0], white, 4.5)),
    linkDark: formatColor(towards(rgb, white, darkCard, 6)),
  };
}
