import { domainToASCII, domainToUnicode } from "node:url";
import { addressKey, domainKey, shownAddress } from "@packpost/db/address";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

/** What the database says of each. */
async function keysOf(call: "address_key" | "domain_key" | "shown_address", texts: string[]) {
  const { rows } = await database.owner.query(
    `select array_agg(${call}(text) order by place) as told from unnest($1::text[]) with ordinality t (text, place)`,
    [texts],
  );
  return rows[0].told as (string | null)[];
}

const atom = fc.string({
  unit: fc.constantFrom(..."abz09!#$%&'*+/=^_`{|}~-", ".", "A", "ł", "’", "\u200b", "?", '"', ":", " "),
  minLength: 0,
  maxLength: 8,
});
const letter = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."abcz09-") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ..."üßÄŁøσςΣжЖאبमไ中あ한é",
      "İ",
      "ẞ",
      "ſ",
      "ﬁ",
      "Ａ",
      "\u0301",
      "\u200d",
      "。",
      "．",
      "İ",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) },
);
const label = fc.string({ unit: letter, minLength: 0, maxLength: 12 });
const domain = fc
  .array(fc.oneof(label, fc.constantFrom("mail", "example", "com", "xn--mller-kva", "xn--", "xn--zz99")), {
    minLength: 1,
    maxLength: 4,
  })
  .map((labels) => labels.join("."));
const long = fc
  .tuple(fc.nat(70), fc.nat(260))
  .map(([mailbox, host]) => `${"m".repeat(mailbox)}@${"ä".repeat(host % 66)}${"h.".repeat(host / 2)}example`);
const address = fc.oneof(
  fc.tuple(atom, domain).map(([mailbox, host]) => `${mailbox}@${host}`),
  fc.tuple(fc.constant("tom"), domain).map(([mailbox, host]) => `${mailbox}@${host}`),
  long,
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "").toWellFormed()),
);

describe("the rule of addresses", () => {
  it("K17 is the same in the database and in TypeScript, whatever is asked", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(address, { minLength: 200, maxLength: 400 }), async (addresses) => {
        const texts = addresses.map((text) => text.replaceAll("\0", "").toWellFormed());
        expect(await keysOf("address_key", texts)).toEqual(texts.map(addressKey));
        expect(await keysOf("shown_address", texts)).toEqual(texts.map(shownAddress));
      }),
      { numRuns: 40 },
    );
    const sigmas = ["σ", "ς", "Σ", "ϲ", "Ϲ", "𝛓", "𝜍", "𝝇", "𝞁", "𝞻"].map((sigma) => `tom@${sigma}.mail`);
    expect(await keysOf("address_key", sigmas)).toEqual(sigmas.map(addressKey));
  });

  it("K17 has the xn-- form that browsers and resolvers have", async () => {
    fc.assert(
      fc.property(domain, (name) => {
        const key = domainKey(name);
        const told = domainToASCII(name);
        if (key !== null && told !== "") expect([name, key]).toEqual([name, told]);
      }),
      { numRuns: 5_000 },
    );
    // Each letter by itself: chance finds six of a million now and then.
    for (let point = 0x80; point < 0x110000; point++) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const name = `${String.fromCodePoint(point)}.mail`;
      const key = domainKey(name);
      const told = key === null ? "" : domainToASCII(name);
      if (told !== "" && key !== told) expect([name, key]).toEqual([name, told]);
    }
    for (const [name, key] of [
      ["müller.example", "xn--mller-kva.example"],
      ["MÜLLER.example", "xn--mller-kva.example"],
      ["straße.example", "xn--strae-oqa.example"],
      ["пример.рф", "xn--e1afmkfd.xn--p1ai"],
      ["例え。テスト", "xn--r8jz45g.xn--zckzah"],
      ["דוגמה.קום", "xn--6dbbec0c.xn--9dbq2a"],
      ["ｍａｉｌ．example", "mail.example"],
    ] as const) {
      expect([name, domainKey(name), domainToASCII(name)]).toEqual([name, key, key]);
      expect(shownAddress(key)).toBe(domainToUnicode(key));
    }
  });
});
