import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { components } from "./components.ts";

const spruce: MantineColorsTuple = [
  "#eff6f4",
  "#e4f0ec",
  "#c6e0d8",
  "#9fcbbd",
  "#74b5a2",
  "#4a9f88",
  "#2f8f78",
  "#267562",
  "#1f5c4d",
  "#17463b",
];
const marigold: MantineColorsTuple = [
  "#fff8ea",
  "#fdf0d8",
  "#fadfae",
  "#f6cb7e",
  "#f0b655",
  "#e9a23b",
  "#cf8824",
  "#a96a10",
  "#86530a",
  "#663f06",
];
const stone: MantineColorsTuple = [
  "#faf9f6",
  "#f4f2ed",
  "#ebe8e1",
  "#dfdbd2",
  "#cbc5b9",
  "#a39d91",
  "#79746a",
  "#625d54",
  "#45423b",
  "#262422",
];
const night: MantineColorsTuple = [
  "#eceeec",
  "#cdd2cf",
  "#a5ada9",
  "#8b948f",
  "#39403d",
  "#2f3633",
  "#242a28",
  "#1c201f",
  "#171a19",
  "#101312",
];
const red: MantineColorsTuple = [
  "#fdf2f0",
  "#fbe4e1",
  "#f5c6bf",
  "#ee9f95",
  "#e67a6d",
  "#d95a4c",
  "#c8473a",
  "#b03428",
  "#922a20",
  "#6f2018",
];
const blue: MantineColorsTuple = [
  "#eff5fb",
  "#e1ecf7",
  "#c3d9ef",
  "#98bce2",
  "#6e9fd4",
  "#4f89c6",
  "#3a73b1",
  "#2f6096",
  "#274f7b",
  "#1d3b5d",
];

const inter = '"Inter Variable", "Inter Fallback", system-ui, -apple-system, "Segoe UI", sans-serif';

/** The look of Packpost (DESIGN.md): spruce, marigold, warm stone; 15 px, radius 8, hairlines; shadows only for what floats. */
export const theme = createTheme({
  colors: { spruce, marigold, gray: stone, dark: night, red, blue },
  primaryColor: "spruce",
  primaryShade: { light: 8, dark: 7 },
  black: "#242220",
  fontFamily: inter,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  headings: {
    fontFamily: inter,
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.375rem", lineHeight: "1.3" } },
  },
  fontSizes: { xs: "0.8rem", sm: "0.8667rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "10px", xl: "14px" },
  defaultRadius: "md",
  focusRing: "auto",
  cursorType: "pointer",
  shadows: {
    md: "0 1px 2px rgb(36 34 32 / 6%), 0 8px 28px rgb(36 34 32 / 14%)",
    xl: "0 2px 4px rgb(36 34 32 / 6%), 0 20px 56px rgb(36 34 32 / 22%)",
  },
  respectReducedMotion: true,
  components,
});

/** Tones of states and surfaces: words on tints meet WCAG AA (4.5) in both schemes, bars stand beside each other. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#faf9f6",
    "--mantine-color-dimmed": "#6b665c",
    "--mantine-color-placeholder": "#79746a",
    "--mantine-color-error": red[7],
    "--mantine-color-default-border": "#d9d4ca",
    "--surface": "#ffffff",
    "--top-bar": "#ffffff",
    "--surface-sunken": "#faf9f6",
    "--surface-hover": "#f7f5f1",
    "--hairline": "#e6e2da",
    "--selected": spruce[1],
    "--selected-text": spruce[9],
    ...tones({
      grey: ["#5c574e", "#f0ede7", "#cbc5b9"],
      blue: [blue[7], blue[1], blue[5]],
      spruce: [spruce[8], spruce[1], spruce[6]],
      marigold: [marigold[8], marigold[1], marigold[5]],
      red: [red[7], red[1], red[6]],
    }),
    ...bars(["#17604f", "#2f8f78", "#8cc9b8", "#dfdbd2", "#b9b2a5"]),
  },
  dark: {
    "--mantine-color-body": "#1c201f",
    "--mantine-color-dimmed": "#a5ada9",
    "--mantine-color-placeholder": "#8b948f",
    "--mantine-color-error": red[3],
    "--mantine-color-default-border": "#434b48",
    "--surface": "#222726",
    "--top-bar": "#1c201f",
    "--surface-sunken": "#1c201f",
    "--surface-hover": "#282e2c",
    "--hairline": "#333a37",
    "--selected": "#1f3a32",
    "--selected-text": "#a9dccb",
    ...tones({
      grey: ["#b6bdb9", "#2e3432", "#5c6561"],
      blue: ["#9cc3ec", "#1d3146", "#5590cf"],
      spruce: ["#8ed2bd", "#1e3a32", "#3aa288"],
      marigold: ["#f2bd63", "#3a2d14", "#e0993a"],
      red: ["#f4a399", "#43231f", "#d9604f"],
    }),
    ...bars(["#a3e0cd", "#52b89d", "#2c7d69", "#414946", "#6b746f"]),
  },
});

function tones(
  table: Record<string, readonly [text: string, tint: string, bar: string]>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, [text, tint, bar]]) => [
      [`--tone-${name}`, text],
      [`--tone-${name}-tint`, tint],
      [`--tone-${name}-bar`, bar],
    ]),
  );
}

/** Parts of the stacked bar that share a colour family but must be told apart. */
function bars([clicked, opened, delivered, waiting, skipped]: readonly [
  string,
  string,
  string,
  string,
  string,
]) {
  return {
    "--bar-clicked": clicked,
    "--bar-opened": opened,
    "--bar-delivered": delivered,
    "--bar-waiting": waiting,
    "--bar-skipped": skipped,
  };
}
