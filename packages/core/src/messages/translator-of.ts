import { languageCodes } from "@packpost/db/enums";
import compile from "icu-minify/compile";
import type { Catalogue, KeyOfPart, MessageKey, MessagePart } from "./catalogues/catalogue.ts";
import { english } from "./catalogues/english.ts";
import { french } from "./catalogues/french.ts";
import { german } from "./catalogues/german.ts";
import { spanish } from "./catalogues/spanish.ts";
import type { Language } from "./languages.ts";
import { type CompiledMessages, createTranslator, type Translator } from "./translator.ts";

const catalogues: Readonly<Record<Language, Catalogue>> = {
  en: english,
  es: spanish,
  fr: french,
  de: german,
};

const compiled = new Map<Language, CompiledMessages>();
const translators = new Map<Language, Translator>();

/** A language's messages as its catalogue has them, by key. */
export function messagesOf(language: Language): ReadonlyMap<MessageKey, string> {
  const parts = Object.entries(catalogues[language]).flatMap(([part, messages]) =>
    Object.entries(messages).map(([name, text]) => [`${part}.${name}`, text] as const),
  );
  // The names are the catalogue's own.
  return new Map(parts as [MessageKey, string][]);
}

/** The translator of a language with all messages: for mails, and for what a server draws. Compiled once a process. */
export function translatorOf(language: Language): Translator {
  const known = translators.get(language) ?? createTranslator(language, compiledMessages(language));
  translators.set(language, known);
  return known;
}

/** What one message says in every language. */
export function inAllLanguages(key: MessageKey): readonly string[] {
  return languageCodes.map((language) => messagesOf(language).get(key) ?? "");
}

/** The messages of some parts, for a page to take along: those of one language alone, so that no browser loads the others. */
export function messagesFor<Part extends MessagePart>(
  language: Language,
  parts: readonly Part[],
): CompiledMessages<KeyOfPart<Part>> {
  const wanted = Object.entries(compiledMessages(language)).filter(([key]) =>
    parts.some((part) => key.startsWith(`${part}.`)),
  );
  return Object.fromEntries(wanted) as CompiledMessages<KeyOfPart<Part>>;
}

/** Cloned, since the compiler makes objects without a prototype, which no page can be handed. */
function compiledMessages(language: Language): CompiledMessages {
  const known =
    compiled.get(language) ??
    (Object.fromEntries(
      [...messagesOf(language)].map(([key, text]) => [key, structuredClone(compile(heldTogether(text)))]),
    ) as CompiledMessages);
  compiled.set(language, known);
  return known;
}

/** French sets a blank before `?` and `:`, which no line may begin with. */
function heldTogether(text: string): string {
  return text.replace(/ (?=[?!:;»])/g, "\u00a0");
}
