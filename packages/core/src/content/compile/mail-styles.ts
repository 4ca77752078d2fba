import type { CSSProperties } from "react";
import type { MailColors } from "./mail-colors.ts";

const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif";
const stone = "#f3f0ea";
const ink = "#1c1b19";

/** Inline styles of a mail: mail programs read little else. */
export function mailStyles(colors: MailColors) {
  const text: CSSProperties = { margin: "0 0 16px" };
  return {
    page: { margin: 0, padding: 0, backgroundColor: stone },
    // Covers the cell that React Email's Body draws, which no class reaches.
    ground: { padding: "24px 12px", backgroundColor: stone, fontFamily },
    column: { maxWidth: 600 },
    card: { maxWidth: 600, width: "100%", backgroundColor: "#ffffff", borderRadius: 12 },
    // Paragraphs and lists take their letters from here: said once, not with each of them.
    cardCell: { padding: "32px 32px 20px", fontSize: 16, lineHeight: "24px", color: ink },
    header: { margin: "0 0 20px", fontSize: 16, lineHeight: "24px", fontWeight: 700, color: ink },
    // On white where a mail program makes the card dark: most logos are drawn for paper.
    logo: { display: "inline-block", verticalAlign: "middle", borderRadius: 4, backgroundColor: "#ffffff" },
    text,
    heading: (depth: number): CSSProperties => ({
      margin: depth === 1 ? "0 0 16px" : "24px 0 12px",
      fontSize: depth === 1 ? 22 : depth === 2 ? 18 : 16,
      lineHeight: depth === 1 ? "28px" : "24px",
    }),
    link: { color: colors.link },
    buttonRow: { margin: "4px 0 20px" },
    button: {
      padding: "12px 20px",
      borderRadius: 8,
      backgroundColor: colors.brand,
      color: colors.onBrand,
      fontSize: 16,
      fontWeight: 600,
    },
    // Both sides: which of them the bullets are on depends on the words.
    list: { ...text, padding: "0 22px" },
    item: { margin: "0 0 4px" },
    quote: { margin: "0 0 16px", padding: "0 16px", borderLeft: "3px solid #dcd7cd" },
    code: {
      fontFamily: "Consolas, Menlo, monospace",
      fontSize: "0.9em",
      backgroundColor: stone,
      padding: "1px 4px",
    },
    codeBlock: {
      ...text,
      padding: 12,
      fontFamily: "Consolas, Menlo, monospace",
      fontSize: 14,
      lineHeight: "20px",
      backgroundColor: stone,
      borderRadius: 8,
      whiteSpace: "pre-wrap",
    },
    rule: { margin: "24px 0", borderTop: "1px solid #e2ddd3" },
    image: { width: "auto", maxWidth: "100%", height: "auto", borderRadius: 8, margin: "0 0 4px" },
    banner: {
      margin: "0 auto 12px",
      padding: "8px 12px",
      borderRadius: 8,
      backgroundColor: "#fdf0d9",
      color: "#6b4708",
      fontSize: 14,
      lineHeight: "20px",
      textAlign: "center",
    },
    footerCell: { padding: "20px 12px 8px" },
    footer: { margin: "0 0 4px", fontSize: 13, lineHeight: "20px", color: "#67625a", textAlign: "center" },
    // Above the card of a mail that Gmail may cut before its footer.
    topLine: { margin: "0 0 8px", fontSize: 12, lineHeight: "18px", color: "#67625a", textAlign: "center" },
    footerLink: { color: "#67625a", textDecoration: "underline" },
    hidden: { display: "none", overflow: "hidden", lineHeight: "1px", opacity: 0, maxHeight: 0, maxWidth: 0 },
  } satisfies Record<string, CSSProperties | ((depth: number) => CSSProperties)>;
}

/**
 * The few rules that cannot stand inline: dark mode where a program honours it (others invert by themselves), phone
 * widths, long words. Colours are hex values of our own making, never an author's text.
 */
export function mailSheet(colors: MailColors): string {
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
.cell{word-break:break-word;overflow-wrap:anywhere}
@media (max-width:480px){.ground{padding:12px 8px!important}.cell{padding:24px 20px 12px!important}.button{display:block!important;text-align:center!important}}
@media (prefers-color-scheme:dark){body,.ground{background:#151412!important}.card{background:#1f1e1c!important}.cell,.header{color:#efece6!important}.cell a{color:${colors.linkDark}!important}.cell a.button{color:${colors.onBrand}!important}.footer,.footer a{color:#a8a297!important}.code{background:#2b2926!important;color:#efece6!important}.quote{border-color:#4a463f!important}.rule{border-color:#3a3732!important}.banner{background:#3d2f14!important;color:#f4cf8a!important}}`;
}
