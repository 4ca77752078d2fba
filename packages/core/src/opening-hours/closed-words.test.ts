import { expect, it } from "vitest";
import { chooseLanguage } from "../messages/languages.ts";
import { translatorOf } from "../messages/translator-of.ts";
import { closedWords } from "./closed-words.ts";

const saturday = new Date("2026-11-28T12:00:00Z");
const at = (text: string) => new Date(text);

it.each([
  ["en", "2026-11-28T13:00:00Z", "We’re closed now. Somebody will look today from 14:00."],
  ["en", "2026-11-29T07:00:00Z", "We’re closed now. Somebody will look tomorrow from 08:00."],
  ["en", "2026-11-30T07:00:00Z", "We’re closed now. Somebody will look on Monday from 08:00."],
  ["en", "2026-12-28T07:00:00Z", "We’re closed now. Somebody will look on Monday 28 December from 08:00."],
  ["de", "2026-11-30T07:00:00Z", "Wir haben gerade geschlossen. Am Montag ab 08:00 Uhr sieht jemand nach."],
  [
    "fr",
    "2026-11-30T07:00:00Z",
    "Nous sommes fermés en ce moment. Quelqu’un vous lira lundi à partir de 08:00.",
  ],
  ["es", "2026-11-30T07:00:00Z", "Ahora está cerrado. Alguien lo leerá el lunes a partir de las 08:00."],
  ["nl", "2026-11-30T07:00:00Z", "We’re closed now. Somebody will look on Monday from 08:00."],
])("V16 says in %s when somebody will look (%s)", (language, opensAt, words) => {
  const t = translatorOf(chooseLanguage(language));
  expect(closedWords(t, "Europe/Berlin", saturday, at(opensAt))).toBe(words);
});

it("V16 promises no time where none is known", () => {
  expect(closedWords(translatorOf("en"), "UTC", saturday, null)).toBe(
    "We’re closed now. Somebody will look as soon as we open again.",
  );
});
