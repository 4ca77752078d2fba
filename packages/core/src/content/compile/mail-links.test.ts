import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { splitBareLinks } from "../markdown/split-bare-links.ts";
import { renderMessage } from "../template/render-message.ts";
import { compileTemplate } from "./compile-template.ts";

const letterhead = { name: "Riverside Dog Parks", postalAddress: "12 Mill Lane" };
const unsubscribeUrl = "https://packpost.example/u/abc";

async function mailOf(bodyMarkdown: string, language?: string) {
  const head = { ...letterhead, ...(language !== undefined && { language }) };
  const template = await compileTemplate(
    { subject: "Hi", preheader: "", bodyMarkdown },
    { letterhead: head },
  );
  return renderMessage(template, { first_name: "נועה" }, { unsubscribeUrl });
}

/** Addresses of the body's links in order; throws when one stands inside another. */
async function linksOf(bodyMarkdown: string): Promise<string[]> {
  const links: string[] = [];
  let open = 0;
  const parser = new Parser({
    onopentag: (name, { href = "" }) => {
      if (name !== "a") return;
      if (open > 0) throw new Error(`${href} stands inside a link`);
      open += 1;
      if (href !== unsubscribeUrl) links.push(href);
    },
    onclosetag: (name) => {
      if (name === "a") open -= 1;
    },
  });
  parser.end((await mailOf(bodyMarkdown)).html);
  return links;
}

const spring = "https://riverside.example/spring?utm_source=mail";
const map = "https://riverside.example/map";

describe("links", () => {
  it.each([
    ["words that are an address", `Go to [https://riverside.example](${spring}).`, [spring]],
    ["an autolink", `See <${map}>.`, [map]],
    ["an address among the words", `Go [to https://riverside.example now](${spring})!`, [spring]],
    ["words in bold and italics", `Go [**to _https://riverside.example_**](${spring})!`, [spring]],
    ["a reference", `Go [https://riverside.example][s]!\n\n[s]: ${spring}`, [spring]],
    ["a collapsed reference", `Go [${map}][]!\n\n[${map}]: ${spring}`, [spring]],
    ["alone, as a button", `[to https://riverside.example](${spring})`, [spring]],
    [
      "a heading and a list",
      `# [https://a.example](${map})\n\n- [https://b.example](${spring})`,
      [map, spring],
    ],
    ["a picture in a link", `Go [![see ${map}](https://riverside.example/a.png)](${spring})!`, [spring]],
    [
      "a picture that is not shown",
      `Go [![see ${map}](http://riverside.example/a.png)](${spring})!`,
      [spring],
    ],
    ["a broken link", `Go [https://riverside.example](javascript:x)!`, []],
  ])("K20 no link stands inside a link: %s", async (_name, markdown, expected) => {
    expect(await linksOf(markdown)).toEqual(expected);
  });

  it("K20 the text part has one address a link too", async () => {
    const { text } = await mailOf(
      `Go to [https://riverside.example](${spring}), [see https://a.example](${map}).`,
    );
    expect(text.split("\n")[0]).toBe(`Go to ${spring}, see a.example: ${map}.`);
  });

  it.each([
    [`Go to “${map}” now`, map],
    [`Go to „${map}“ now`, map],
    [`Aller à « ${map} » ou «${map}»`, map],
    [`${map}…`, map],
    [`${map}’s page`, map],
    [`${map}'s page`, map],
    [`${map}—now`, map],
    [`${map}–now`, map],
    [`${map}。`, map],
    [`${map}、次`, map],
    [`（${map}）`, map],
    [`「${map}」`, map],
    [`${map}؟`, map],
    [`${map}।`, map],
    [`${map}։`, map],
    [`${map}\u200b, now`, map],
    [`(see ${map})`, map],
    [`[${map}], then`, map],
    [`**${map}**`, map],
    [`${map}?!`, map],
  ])("K21 a bare address ends before what closes it: %s", (text, expected) => {
    const found = splitBareLinks(text).flatMap(({ address }) => address ?? []);
    expect(new Set(found)).toEqual(new Set([expected]));
  });

  it.each([
    "https://en.wiki.example/wiki/Dog_(disambiguation)",
    "https://a.example/x_(y_(z))",
    "https://a.example/?ids[]=1&ids[]=2",
    "https://a.example/manual/(v2)/page",
    "https://müller.example/straße",
    "https://ca.example/wiki/col·lecció",
  ])("K23 keeps the brackets and letters of its own: %s", (address) => {
    for (const text of [`See ${address}, please`, `(${address})`, `“${address}”`]) {
      expect(splitBareLinks(text).flatMap((piece) => piece.address ?? [])).toEqual([address]);
    }
  });

  it("K21 two addresses with only a comma between are two, inside a query they are one", () => {
    const addresses = (text: string) => splitBareLinks(text).flatMap((piece) => piece.address ?? []);
    expect(addresses("https://a.example,https://b.example;https://c.example/x.")).toEqual([
      "https://a.example",
      "https://b.example",
      "https://c.example/x",
    ]);
    expect(addresses("https://a.example/?of=1,https://b.example")).toEqual([
      "https://a.example/?of=1,https://b.example",
    ]);
  });

  it("K21 a hundred thousand brackets or dots take no time", () => {
    const start = performance.now();
    for (const tail of ["(", ")", ".", "'s", "(.", "]["])
      splitBareLinks(`https://a.example/${tail.repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("what mail programs need", () => {
  it("K26 pictures have a width: the card's, or their own where it is known and smaller", async () => {
    const key = "abcdefghijklmnopqrstuvwxyz";
    const { html } = await mailOf(
      `![Dog](https://riverside.example/dog-2400px.png)\n\n![Cat](https://packpost.example/pictures/${key}-320x200.jpg)\n\n![Hen](https://packpost.example/pictures/${key}-2400x900.png)`,
    );
    expect([...html.matchAll(/<img[^>]*width="(\d+)"/g)].map(([, width]) => width)).toEqual([
      "536",
      "320",
      "536",
    ]);
    expect(html).toMatch(/<img[^>]*max-width:100%/);
  });

  it("K27 every block and every personal value has a direction of its own", async () => {
    const { html } = await mailOf("# שלום\n\nשלום {{first_name}}\n\n- אחד\n\n> ציטוט", "he");
    expect(html).toContain('<html dir="rtl" lang="he">');
    expect(html).toMatch(/<h1 dir="auto"[^>]*>שלום/);
    expect(html).toMatch(/<p dir="auto"[^>]*>שלום <span dir="auto">נועה<\/span>/);
    expect(html).toMatch(/<li dir="auto"[^>]*>אחד/);
    expect(html).toMatch(/<blockquote dir="auto"/);
    expect((await mailOf("Hi", "xx")).html).toContain('<html dir="ltr" lang="en">');
  });
});
