import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { languageCodes } from "@packpost/db/enums";
import compile from "icu-minify/compile";
import { describe, expect, it } from "vitest";
import { type Language, languages } from "./languages.ts";
import { messagesFor, messagesOf, translatorOf } from "./translator-of.ts";

const TYPES = ["pound", "select", "plural", "ordinal", "number", "date", "time"] as const;

/** What a compiled message wants in its places: `count:plural`, `name`, `<b>`; sorted, each once. */
function placesOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [name, type, ...rest]: unknown[] = node;
    // A node begins with its name; a list of nodes with text, or with another node.
    if (Array.isArray(name)) node.forEach(walk);
    else if (node.length === 1) found.add(String(name));
    else if (typeof type === "number" && type > 0) {
      found.add(`${String(name)}:${TYPES[type]}`);
      for (const branch of Object.values(Object(rest[0])))
        (Array.isArray(branch) ? branch : []).forEach(walk);
    } else {
      found.add(`<${String(name)}>`);
      node.slice(1).forEach(walk);
    }
  };
  const compiled = compile(message);
  if (Array.isArray(compiled)) compiled.forEach(walk);
  return [...found].toSorted();
}

/** Each plural of a message: the cases that it has. */
function pluralsOf(message: string): string[][] {
  const found: string[][] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      const [, type, options]: unknown[] = node;
      if (type === 2 && typeof options === "object" && options !== null) {
        found.push(Object.keys(options));
        Object.values(options).forEach(walk);
      } else node.forEach(walk);
    }
  };
  walk(compile(message));
  return found;
}

const english = messagesOf("en");
const others = languageCodes.filter((code) => code !== "en");

describe("P6 O2 the catalogues of what customers read", () => {
  it.each(others)("P6 %s says everything, with the same names in the same messages", (language) => {
    const other = messagesOf(language);
    expect([...other.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of other)
      expect([key, ...placesOf(text)]).toEqual([key, ...placesOf(english.get(key) ?? "")]);
  });

  it.each(languageCodes)(
    "P6 %s is written in ICU's syntax, says something everywhere, and counts as the language does",
    (language: Language) => {
      const rules = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, text] of messagesOf(language)) {
        expect(text.trim(), key).toBe(text);
        expect(text, key).not.toBe("");
        // A typewriter's apostrophe would begin a quotation in ICU's syntax; customers are shown the printed one.
        expect(text, key).not.toContain("'");
        for (const cases of pluralsOf(text)) {
          expect(cases, key).toContain("other");
          expect(rules, key).toEqual(expect.arrayContaining(cases));
        }
      }
    },
  );

  it("P6 exist in every language that a customer can have", () => {
    expect(languages.map(({ code }) => code)).toEqual([...languageCodes]);
  });

  it("P6 hold nothing that no page and no mail says", () => {
    const root = join(import.meta.dirname, "../../../..");
    const sources = ["packages/core/src", "apps/web/src"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|messages\/catalogues\//.test(file))
        .map((file) => readFileSync(join(root, folder, file), "utf8")),
    );
    const text = sources.join("\n");
    expect([...english.keys()].filter((key) => !text.includes(`"${key}"`))).toEqual([]);
  });

  it("P6 are plain data once compiled, as React wants what it hands to pages, of the parts asked for alone", () => {
    const messages = messagesFor("es", ["thread", "door"]);
    const isPlain = (value: unknown): boolean =>
      Array.isArray(value)
        ? value.every(isPlain)
        : typeof value !== "object" ||
          (value !== null &&
            Object.getPrototypeOf(value) === Object.prototype &&
            Object.values(value).every(isPlain));
    expect(Object.entries(messages).filter(([, message]) => !isPlain(message))).toEqual([]);
    expect(new Set(Object.keys(messages).map((key) => key.split(".")[0]))).toEqual(
      new Set(["door", "thread"]),
    );
  });

  it("P6 are counted and kept together as each language wants it", () => {
    const left = (language: Language, count: number) => translatorOf(language)("thread.left", { count });
    expect([left("en", 1), left("en", 2), left("es", 1), left("fr", 0), left("de", 12_345)]).toEqual([
      "1 character left",
      "2 characters left",
      "Queda 1 carácter",
      "0 caractère restant",
      "Noch 12.345 Zeichen",
    ]);
    expect(translatorOf("fr")("door.chooseTitle")).toBe("Qui êtes-vous\u00a0?");
    const t = translatorOf("de");
    expect(t.parts("door.choose", { address: "a@b.de" }, { b: (bold) => ({ bold }) })).toEqual([
      { bold: "a@b.de" },
      " gehört mehreren Personen.",
    ]);
    expect(t("thread.seesToo", { count: 2, names: "Ana und Bo" })).toBe(
      "Ana und Bo sehen diese Unterhaltung auch",
    );
  });
});
