import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { spanish } from "./spanish.ts";

/** The fixed words of the customers' own pages and of the mail that leads to them (P6). */
export type PortalWords = typeof english;

const catalogue: readonly PortalWords[] = [english, spanish, french, german];

/** Languages that the customers' own pages exist in. */
export const portalLanguages = catalogue.map(({ language }) => language);

/** The words of a language (`de`, also `de-AT`), English where there are none. */
export function portalWords(language: string | null | undefined): PortalWords {
  const [code] = (language ?? "").toLowerCase().split("-");
  return catalogue.find((words) => words.language === code) ?? english;
}
