import type { Language } from "@packpost/db/enums";

export type { Language } from "@packpost/db/enums";

/**
 * Each language by its own name: that is how those who look for it know it. Written out, since pages would load all closed lists of
 * `db/enums` with it; a test holds it against them.
 */
export const languages = [
  { code: "en", name: "English" },
  { code: "es", name: "Español" },
  { code: "fr", name: "Français" },
  { code: "de", name: "Deutsch" },
] as const satisfies readonly { readonly code: Language; readonly name: string }[];

/** The cookie in which a browser keeps what was chosen before anybody signed in. */
export const languageCookie = "packpost.language";

/** The language of a code as programs write it (`de`, also `de-AT`); null where we have no words in it. */
export function knownLanguage(code: string | null | undefined): Language | null {
  const [language] = (code ?? "").trim().toLowerCase().split("-");
  return languages.find(({ code: known }) => known === language)?.code ?? null;
}

/** The first of what is wanted that we have words in, English where there is none: a customer's own language goes before the organisation's. */
export function chooseLanguage(...wanted: readonly (string | null | undefined)[]): Language {
  for (const code of wanted) {
    const language = knownLanguage(code);
    if (language !== null) return language;
  }
  return "en";
}

/** The language that an `Accept-Language` header wants most, of those that we have words in. */
export function acceptedLanguage(header: string | null | undefined): Language | null {
  const wanted = (header ?? "").split(",").map((part) => {
    const [code = "", ...parameters] = part.trim().split(";");
    const weight = parameters.find((parameter) => parameter.trim().startsWith("q="));
    return {
      language: knownLanguage(code),
      weight: weight === undefined ? 1 : Number(weight.trim().slice(2)),
    };
  });
  const known = wanted.filter(({ language, weight }) => language !== null && weight > 0);
  return known.toSorted((one, other) => other.weight - one.weight)[0]?.language ?? null;
}

/** What `Intl` writes dates and numbers by; English days as the rest of Packpost writes them. */
export function localeOf(language: string): string {
  return language === "en" ? "en-GB" : language;
}
