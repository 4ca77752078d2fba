import { foldText } from "@packpost/db/fold-text";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

async function folded(texts: string[]): Promise<(string | null)[]> {
  const { rows } = await database.owner.query(
    // Letters newer than the database's Unicode are nobody's business yet.
    "select array_agg(case when unicode_assigned(text) then fold_text(text) end order by place) as told from unnest($1::text[]) with ordinality t (text, place)",
    [texts],
  );
  return rows[0].told;
}

describe("the form in which names compare", () => {
  it("K12 makes no difference between ways to type a name", async () => {
    const same = [
      [
        "O'Brien",
        "O’Brien",
        "O‘Brien",
        "OʼBrien",
        "O´Brien",
        "O`Brien",
        "O′Brien",
        "o＇BRIEN",
        "O\u200b’Brien",
      ],
      ["Anne-Marie", "Anne‐Marie", "Anne‑Marie", "Anne–Marie", "ANNE—MARIE", "Anne−Marie", "Anne－Marie"],
      ["Jose Nunez", "José Núñez", "Jose\u0301 Nu\u0301n\u0303ez", "José\u00a0Núñez", " JOSÉ  NÚÑEZ\u2003"],
      ["Strasse", "Straße", "STRASSE", "STRAẞE"],
      ["Lukasz Soren Aeon", "Łukasz Søren Æon", "ŁUKASZ SØREN ÆON"],
      ["Đorđe".normalize("NFD"), "dorde", "ĐORĐE"],
      ["ΟΔΥΣΣΕΥΣ", "οδυσσευς", "Οδυσσεύς"],
      ['Sam "Bo" Lee', "Sam “Bo” Lee", "Sam «Bo» Lee", "Sam „Bo‟ Lee"],
      ["Isil", "Işıl", "IŞIL", "İşil"],
      ["Soft hyphen", "So\u00adft hy\u00adphen", "\ufeffSoft\u202fhyphen\u202c"],
    ];
    for (const spellings of same) {
      const [first = "", ...others] = await folded(spellings);
      expect(others).toEqual(others.map(() => first));
      expect(spellings.map(foldText)).toEqual([first, ...others]);
    }
    expect(foldText("O'Brien")).not.toBe(foldText("OBrian"));
  });

  it("K12 is the same in the database and in TypeScript, for every character there is", async () => {
    const assigned = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\p{C}]$/u;
    const all = Array.from({ length: 0x110000 }, (_, point) => point)
      .filter((point) => point > 0 && (point < 0xd800 || point > 0xdfff))
      .map((point) => String.fromCodePoint(point))
      .filter((letter) => assigned.test(letter) && !/\p{Cn}/u.test(letter));
    for (let from = 0; from < all.length; from += 20_000) {
      const texts = all.slice(from, from + 20_000).map((letter) => `a${letter}B ${letter}`);
      const told = await folded(texts);
      expect(
        texts.flatMap((text, n) =>
          told[n] === null || told[n] === foldText(text) ? [] : [[text, told[n], foldText(text)]],
        ),
      ).toEqual([]);
    }
  });

  it("K12 is the same for any text", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 30 })
      .map((t) => t.replaceAll("\0", "").toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 200, maxLength: 300 }), async (texts) => {
        const told = await folded(texts);
        expect(told).toEqual(texts.map((text, n) => (told[n] === null ? null : foldText(text))));
      }),
      { numRuns: 30 },
    );
  });
});
