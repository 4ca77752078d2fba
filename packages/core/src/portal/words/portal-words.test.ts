import { describe, expect, it } from "vitest";
import { customerLanguages } from "../../content/compile/customer-words.ts";
import { portalLanguages, portalWords } from "./portal-words.ts";

/** Every sentence by its path. */
function sentencesOf(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === "string" ? [[`${path}${name}`, value]] : sentencesOf(value, `${path}${name}.`),
  );
}

const placesOf = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe("P6 the words of the customers' own pages", () => {
  it("P6 exist in every language that customers' other words exist in", () => {
    expect(portalLanguages).toEqual(customerLanguages);
    expect([portalWords("de-AT").language, portalWords("ja").language]).toEqual(["de", "en"]);
  });

  it.each(portalLanguages)("P6 name the same things in each sentence of %s as in English", (language) => {
    const english = sentencesOf(portalWords("en"));
    const other = sentencesOf(portalWords(language));
    expect(other.map(([path, sentence]) => [path, ...placesOf(sentence)])).toEqual(
      english.map(([path, sentence]) => [path, ...placesOf(sentence)]),
    );
    for (const [path, sentence] of other) expect(sentence.trim(), path).not.toBe("");
  });
});
