import {
  contrast,
  formatColor,
  mix,
  parseColor,
  type Rgb,
  towards,
} from "../content/compile/color-contrast.ts";

/** Colours of one scheme of the customers' own pages, all `#rrggbb`. */
export interface SchemeColors {
  /** Of a filled button; reads against the page. */
  readonly fill: string;
  /** Of what stands on it. */
  readonly onFill: string;
  /** Of links and marked words on the page. */
  readonly text: string;
  /** Behind one's own messages. */
  readonly tint: string;
}

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** The pages' surfaces and their darkest and lightest words, as in the web app's theme. */
const schemes = {
  light: { page: [250, 249, 246], surface: white, ink: [36, 34, 32], dimmed: [107, 102, 92] },
  dark: { page: [28, 32, 31], surface: [34, 39, 38], ink: [236, 238, 236], dimmed: [165, 173, 169] },
} as const satisfies Record<string, Record<string, Rgb>>;

/**
 * An organisation's brand colour as its customers' pages show it, light and dark: words keep a contrast of 4.5, buttons one of 3
 * (WCAG 2.2, 1.4.3 and 1.4.11), whatever colour was chosen.
 * @param brandColor `#rrggbb`
 */
export function portalColors(brandColor: string): {
  readonly light: SchemeColors;
  readonly dark: SchemeColors;
} {
  const brand = parseColor(brandColor);
  return { light: colorsOf(brand, "light"), dark: colorsOf(brand, "dark") };
}

function colorsOf(brand: Rgb, name: keyof typeof schemes): SchemeColors {
  const { page, surface, ink } = schemes[name];
  const away = name === "light" ? black : white;
  const fill = towards(brand, away, page, 3);
  return {
    fill: formatColor(fill),
    // One of the two always reads: both at worst 4.58.
    onFill: formatColor(contrast(fill, white) >= 4.5 ? white : black),
    // The page and what lies on it differ a little: it has to read on both.
    text: formatColor(towards(towards(brand, away, page, 4.6), away, surface, 4.6)),
    tint: formatColor(
      name === "light" ? tintOf(brand, surface, ink, 0.14) : tintOf(fill, surface, ink, 0.42),
    ),
  };
}

/** As much of a colour as leaves the words on it easy to read; on dark pages it takes more of it to be told from them. */
function tintOf(brand: Rgb, surface: Rgb, ink: Rgb, most: number): Rgb {
  for (let share = most; share > 0; share -= 0.02) {
    const tint = mix(surface, brand, share);
    if (contrast(tint, ink) >= 9) return tint;
  }
  return surface;
}
