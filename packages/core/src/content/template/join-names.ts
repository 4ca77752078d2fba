import { cachedByLanguage } from "./cached-by-language.ts";

// British English, which puts no comma before "and".
const listFormat = cachedByLanguage(
  (language) => new Intl.ListFormat(language === "en" ? "en-GB" : language, { type: "conjunction" }),
);

/**
 * Names as one reads them aloud in a language: "Biscuit", "Biscuit and Pepper", "Fig e Iris". Blank ones are left out.
 * @param language a code of `mailLanguages`
 */
export function joinNames(names: readonly string[], language = "en"): string {
  const given = names.map((name) => name.trim()).filter((name) => name !== "");
  return given.length > 1 ? listFormat(language).format(given) : (given[0] ?? "");
}
