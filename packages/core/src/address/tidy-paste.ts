import { mendEncoding } from "./mend-encoding.ts";

/**
 * What one pastes, without what cannot be seen (zero-width and joining characters, byte order marks, bidi marks, soft
 * hyphens), blanks of every width as one, and full-width letters and signs as plain ones. Line ends and tabs stay.
 */
export function tidyPaste(pasted: string): string {
  return mendEncoding(pasted)
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
    .replace(unseen, "")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/(?:[^\S\n\t]|[\u2800\u3164])+/g, " ")
    .replace(/[‹〈⟨《]([^‹›〈〉⟨⟩《》<>\s@]{0,400}@[^‹›〈〉⟨⟩《》<>\s]{0,400})[›〉⟩》]/g, "<$1>");
}

/** Format and control characters, fillers and variation selectors. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points
export const unseen = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f]|(?![\n\t])\p{Cc}/gu;

const quoted =
  /^(["“”„‟«»「『〝]+)(.*?)["“”„‟«»」』〟]*$|^(.*?)["“”„‟«»」』〟]+$|^(['‘’‚‛‹›`´])(.*)['‘’‚‛‹›`´]$/su;

/** Without quotation marks of any script around it. A single one in front alone is an apostrophe: `’t Hooft`. */
export function unquote(text: string): string {
  let told = text.trim();
  for (let layer = 0; layer < mostLayers && told.length < longest; layer += 1) {
    const found = quoted.exec(told);
    const inner = (found?.[2] ?? found?.[3] ?? found?.[5])?.trim();
    if (inner === undefined || inner === told) return told;
    told = inner;
  }
  return told;
}

const mostLayers = 5;
/** What is longer is no address and no name. */
const longest = 1_000;
