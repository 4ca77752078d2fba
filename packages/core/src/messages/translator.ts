import format, { type CompiledMessage } from "icu-minify/format";
import type { MessageKey, PlacesOf } from "./catalogues/catalogue.ts";
import { type Language, localeOf } from "./languages.ts";

/** Messages of one language, compiled: plain data, which pages are handed. */
export type CompiledMessages<Known extends MessageKey = MessageKey> = Readonly<
  Record<Known, CompiledMessage>
>;

type Places<Key extends MessageKey> = keyof PlacesOf<Key> extends never ? [] : [places: PlacesOf<Key>];

/** Reads messages of one language. @typeParam Known those that it has */
export interface Translator<Known extends MessageKey = MessageKey> {
  readonly language: Language;
  /** What `Intl` is to write dates and numbers by. */
  readonly locale: string;
  /** A message with what belongs into its places. */
  <Key extends Known>(key: Key, ...places: Places<Key>): string;
  /**
   * A message with parts of it drawn: `<b>…</b>` in it is handed to `tags.b`.
   * @returns its parts in order
   */
  parts<Key extends Known, Drawn>(
    key: Key,
    places: PlacesOf<Key>,
    tags: Readonly<Record<string, (inner: string) => Drawn>>,
  ): readonly (string | Drawn)[];
}

const options = {
  formatters: {
    getDateTimeFormat: (...wanted: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
      new Intl.DateTimeFormat(...wanted),
    getNumberFormat: (...wanted: ConstructorParameters<typeof Intl.NumberFormat>) =>
      new Intl.NumberFormat(...wanted),
    getPluralRules: (...wanted: ConstructorParameters<typeof Intl.PluralRules>) =>
      new Intl.PluralRules(...wanted),
  },
};

/** A translator of messages that are at hand. Browser-safe, and without the compiler of messages. */
export function createTranslator<Known extends MessageKey>(
  language: Language,
  messages: CompiledMessages<Known>,
): Translator<Known> {
  const locale = localeOf(language);
  const parts: Translator<Known>["parts"] = (key, places, tags) => {
    const drawn = Object.entries(tags).map(([tag, draw]) => [
      tag,
      (inner: readonly unknown[]) => draw(inner.join("")),
    ]);
    const values = { ...places, ...Object.fromEntries(drawn) };
    const whole = format<ReturnType<(typeof tags)[string]>>(messages[key], locale, values, options);
    return Array.isArray(whole) ? whole : [whole];
  };
  const translate = (key: Known, places = {}) => String(format(messages[key], locale, places, options));
  return Object.assign(translate, { language, locale, parts });
}
