import { addressKey } from "@packpost/db/address";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEntries } from "../manual-recipients/parse-entries.ts";
import { explainAddress } from "./explain-address.ts";
import { readAddress } from "./read-address.ts";
import { readAddressList } from "./read-address-list.ts";
import { splitList } from "./split-list.ts";

const keys = (pasted: string) =>
  parseEntries(pasted).map(({ kind, key }) => (kind === "malformed" ? kind : key));
const maria = "maria.okafor@mail.example";
const tom = "tom@browns.example";
const lena = "lena@schmidt.example";

describe("lists of addresses as people paste them", () => {
  it.each([
    [`"Okafor, Maria" <${maria}>; Brown, Tom <${tom}>`],
    [`Okafor, Maria <${maria}>, Brown, Tom <${tom}>`],
    [`“Okafor, Maria” <${maria}>, „Brown, Tom“ <${tom}>`],
    [`«Okafor, Maria» <${maria}>\n'Brown, Tom' <${tom}>`],
    [`‘Okafor, Maria’ <${maria}>; ’Brown, Tom’ <${tom}>`],
    [`"Okafor, Maria (Sales, North)" <mailto:${maria}>;Brown, Tom (Sales, North) <${tom}>`],
    [`Okafor, Maria ‹${maria}›; Tom [${tom}]`],
    [`"${maria}, ${tom}"`],
    [`"${maria}" <${maria}>, '${tom}' <${tom}>`],
    [`${maria} ${tom}`],
    [`Maria <${maria}> Tom <${tom}>`],
    [`van der Okafor, Maria <${maria}>, Brown, Tom Henry <${tom}>`],
    [`Okafor, Maria, MD <${maria}>; ${tom}`],
    [`Maria\t${maria}\nTom Brown\t${tom}`],
  ])("K10 takes no comma of a name for the end of an entry: %s", (pasted) => {
    expect(keys(pasted)).toEqual([maria, tom]);
    expect(readAddressList(pasted).map(({ address }) => address)).toEqual([maria, tom]);
  });

  it("K10 keeps people apart who stand in one list", () => {
    expect(keys(`Ana Ray, Sam O'Neil, Tom Brown <${tom}>`)).toEqual(["Ana Ray", "Sam O'Neil", tom]);
    expect(keys(`${maria}, Tom <${tom}>`)).toEqual([maria, tom]);
    expect(keys(`#12, Tom <${tom}>`)).toEqual(["12", tom]);
    expect(keys(`Ana; Tom <${tom}>`)).toEqual(["Ana", tom]);
    expect(keys(`Ana\nTom <${tom}>`)).toEqual(["Ana", tom]);
    expect(keys('"Okafor, Maria"; "Brown, Tom"')).toEqual(["Maria Okafor", "Tom Brown"]);
    expect(keys("'t Hooft, Jan O'Neil, 'Maria Lopez'")).toEqual(["'t Hooft", "Jan O'Neil", "Maria Lopez"]);
    expect(keys('5" of rain, Maria Lopez, "Tom Brown')).toEqual(['5" of rain', "Maria Lopez", "Tom Brown"]);
  });

  it.each([
    [`'${maria}'; ‘${tom}’; «${lena}»`],
    [`"${maria}", “${tom}”, „${lena}“`],
    [`‹${maria}›, <${tom}>, ‚${lena}‘`],
    [`'${maria}', '${tom}', '${lena}'`],
    [`mailto:${maria}; <MAILTO:${tom}?subject=a,b>; [Lena](mailto:${lena})`],
    [`${maria}، ${tom}；${lena}`],
    [`${maria}、${tom}，${lena}.`],
    [`(${maria}), ${tom}:, ${lena}!`],
    [`\ufeff${maria}\u200b,\u202a${tom}\u202c; len\u00ada@sch\u200bmidt.example\u2060`],
    [`\u200e${maria}\u200f\u2028\u00a0${tom}\u3000\u0085${lena}\u2003`],
    [`ｍaria.okafor＠mail.example, tom@browns。example; ${lena}`],
  ])("K11 K15 takes off what is around: %s", (pasted) => {
    expect(keys(pasted)).toEqual([maria, tom, lena]);
    expect(readAddressList(pasted).map(({ address }) => address)).toEqual([maria, tom, lena]);
  });

  it.each([
    [`Maria Okafor ${maria}; tom ${tom}`],
    [`Maria Okafor - ${maria}\nTom Brown: ${tom}`],
    [`${maria} (Maria Okafor), ${tom} – Tom`],
    [`To: Maria <${maria}>; Cc: ${tom}`],
    [`- ${maria}\n• ${tom}`],
    [`1. ${maria}\n2) Tom <${tom}>`],
    [`> ${maria}\n> ${tom}`],
    [`${maria} and ${tom}`],
    [`${maria} | ${tom}`],
    [`${maria}/${tom}`],
    [`mailto:${maria}?cc=${tom}&subject=Walk`],
    [`Maria|Okafor|${maria}\nTom|Brown|${tom}`],
    [`"Maria","Okafor","${maria}"\n"Tom","Brown","${tom}"`],
    [`Maria;Okafor;${maria}\nTom;van Brown;${tom}`],
  ])("K10 K11 finds the addresses among words, bullets and columns: %s", (pasted) => {
    expect(keys(pasted)).toEqual([maria, tom]);
    expect(readAddressList(pasted).map(({ address }) => address)).toEqual([maria, tom]);
  });

  it.each([
    [`tom brown@mail.example`],
    [`Tom Brown@mail.example`],
    [`maria @mail.example`],
    [`maria@mail.exam ple`],
    [`"maria okafor"@mail.example`],
  ])("K17 takes no half of a broken address for somebody else's: %s", (pasted) => {
    expect(keys(pasted)).toEqual(["malformed"]);
  });

  it("K10 reads last names first, list marks, and numbers beside names", () => {
    expect(keys("Okafor, Maria; van der Brown, Tom\nO’Neil, Sam")).toEqual([
      "Maria Okafor",
      "Tom van der Brown",
      "Sam O’Neil",
    ]);
    for (const pasted of ["Maria Okafor, Tom Brown", "maria okafor, tom brown"])
      expect(keys(pasted).map((key) => key?.toLowerCase())).toEqual(["maria okafor", "tom brown"]);
    expect(keys("1) Maria Okafor\n- Tom Brown")).toEqual(["Maria Okafor", "Tom Brown"]);
    expect(keys("Maria Okafor (#1204)\nNo. 7; Customer #8; #9 #10")).toEqual(["1204", "7", "8", "9", "10"]);
  });

  it("K17 sends umlaut domains in their xn-- form, however they are typed", () => {
    for (const typed of [
      "Hans@Müller.example",
      "hans@xn--mller-kva.example",
      "Hans <hans@MU\u0308LLER.example>",
    ])
      expect([typed, readAddress(typed)]).toMatchObject([typed, { key: "hans@xn--mller-kva.example" }]);
    expect(readAddress("Hans@Müller.example")).toMatchObject({ address: "Hans@xn--mller-kva.example" });
  });

  it.each([
    [
      "rafał@mail.example",
      "“ł” cannot stand before the @: mail providers take the plain letters a to z there.",
    ],
    ["a..b@mail.example", "There are two dots in a row before the @."],
    [".a@mail.example", "A dot cannot stand at the beginning."],
    ["a.@mail.example", "A dot cannot stand right before the @."],
    ["a@mail..example", "There are two dots in a row after the @."],
    ["a@-mail.example", "“-mail” cannot begin or end with a hyphen."],
    ['"a"@mail.example', "Quotation marks cannot stand before the @."],
    ["tom\u200b@mail.example", "There is an invisible character in it: type it again."],
    ["o’neil@mail.example", "The sign ’ cannot stand before the @."],
    ["maria@mail.example:", "The sign : cannot stand after the @."],
    ["tom brown@mail.example", "There is a space in it."],
    ["tom@mail", "After the @ stands only “mail”: its ending is missing, such as .com."],
    ["tom@mail.example.", "A dot stands at the end."],
    ["tom@10.0.0.1", "“.1” is no ending of a domain."],
    ["tom@mail_1.example", "The sign _ cannot stand after the @."],
    [`${"x".repeat(65)}@mail.example`, "There are 65 characters before the @; at most 64 are possible."],
    [`tom@${"x".repeat(64)}.example`, "“xxxxxxxxxxxx…” is too long for a part of a domain."],
    [`tom@${`${"x".repeat(60)}.`.repeat(4)}example`, "It has 255 characters; at most 254 are possible."],
    ["tom", "There is no @ in it."],
    ["tom@lee@mail.example", "There is more than one @ in it."],
    ["tom?@mail.example", "The sign ? cannot stand before the @."],
  ])("K17 says what is wrong with %s", (address, fault) => {
    expect([address, explainAddress(address)]).toEqual([address, fault]);
  });

  it("K17 explains exactly what the rule refuses", () => {
    const part = fc.string({ unit: fc.constantFrom(..."ab.-@ü’\u200b 1"), maxLength: 70 });
    fc.assert(
      fc.property(
        fc.oneof(
          part,
          fc.tuple(part, part).map((two) => two.join("@")),
          fc.emailAddress(),
        ),
        (text) => {
          expect(explainAddress(text) === null).toBe(addressKey(text) !== null);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("C3 keeps something of every entry, and not too much, whatever is pasted", () => {
    const letter = fc.constantFrom(
      ..."„“‚‘'\"`´「」<>(),;\t\n\u200b\ufeff @a.",
      "\u{1f436}",
      "x".repeat(400),
    );
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 20 }), (pasted) => {
        for (const { text } of parseEntries(pasted)) expect(text.length > 0 && text.length <= 320).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("K10 K15 reads any text without losing an address in it, and in time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(maria, tom, lena), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(", ", ";", "\n", " ;\t", "\r\n"),
        (addresses, by) => {
          expect(keys(addresses.join(by))).toEqual(addresses);
        },
      ),
    );
    for (const bad of ["'", '"', "<", "(", "‘, ", "a, ", '"a, ', "a\t", "a> ", "a@b ", "<@", "‹@", "a <"]) {
      const from = performance.now();
      splitList(bad.repeat(60_000));
      expect([bad, performance.now() - from < 3_000]).toEqual([bad, true]);
    }
  });
});

it("C3 what somebody made long costs no more than it is long", () => {
  const start = performance.now();
  for (const unit of ["〈", "‹a@", '"', "“a ", "<", "(a", "[", "\t", "mailto:", ".", "a@b "])
    parseEntries(unit.repeat(50_000));
  expect(performance.now() - start).toBeLessThan(3_000);
});
