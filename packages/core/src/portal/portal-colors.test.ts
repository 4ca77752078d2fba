import * as fc from "fast-check";
import { expect, it } from "vitest";
import { contrast, parseColor } from "../content/compile/color-contrast.ts";
import { portalColors } from "./portal-colors.ts";

const pages = { light: ["#faf9f6", "#ffffff"], dark: ["#1c201f", "#222726"] } as const;
const inks = { light: "#242220", dark: "#eceeec" } as const;
const between = (one: string, other: string) => contrast(parseColor(one), parseColor(other));

it("P6 any brand colour stays readable on the customers' pages, light and dark", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const color = fc
    .tuple(channel, channel, channel)
    .map((rgb) => `#${rgb.map((one) => one.toString(16).padStart(2, "0")).join("")}`);
  fc.assert(
    fc.property(color, (brand) => {
      const colors = portalColors(brand);
      for (const name of ["light", "dark"] as const) {
        const { fill, onFill, text, tint } = colors[name];
        expect(between(fill, pages[name][0])).toBeGreaterThanOrEqual(3);
        expect(between(onFill, fill)).toBeGreaterThanOrEqual(4.5);
        for (const page of pages[name]) expect(between(text, page)).toBeGreaterThanOrEqual(4.5);
        expect(between(inks[name], tint)).toBeGreaterThanOrEqual(7);
      }
    }),
    { numRuns: 2_000, examples: [["#ffffff"], ["#000000"], ["#ffff00"], ["#1f5c4d"], ["#808080"]] },
  );
});
