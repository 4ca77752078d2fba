import { describe, expect, it } from "vitest";
import { findProblems } from "../checks/find-problems.ts";
import { compileTemplate } from "../compile/compile-template.ts";
import { renderMessage } from "./render-message.ts";

const letterhead = { name: "Riverside", postalAddress: "1 Lane" };
const unsubscribeUrl = "https://riverside.example/u/x";

async function write(subject: string, bodyMarkdown: string, first_name: string) {
  const template = await compileTemplate({ subject, preheader: "", bodyMarkdown }, { letterhead });
  return renderMessage(template, { first_name }, { unsubscribeUrl });
}

describe("values of people in a mail", () => {
  it.each(["O'Brien & Sons", "Zoë <b>", '"Tom"', "ß&amp;", "*Ana*", "[x](javascript:1)"])(
    "K30 %s stands in subject and text as it is, in HTML as words alone",
    async (name) => {
      const { subject, text, html } = await write("Hi {{first_name}}", "Dear {{first_name}}, welcome.", name);
      expect(subject).toBe(`Hi ${name}`);
      expect(text).toContain(`Dear ${name}, welcome.`);
      expect(html).not.toMatch(/<b>|<em>|href="javascript/);
    },
  );

  it.each(["Ana\r\nBcc: all@mail.example", "Ana\nX", "Ana\u2028X", "Ana\u0085X", "Ana\u0000X"])(
    "K31 a line break in a value (%j) ends no header",
    async (name) => {
      const { subject } = await write("Hi {{first_name}}", "Hello", name);
      for (const end of ["\r", "\n", "\0", "\u0085", "\u2028", "\u2029"]) expect(subject).not.toContain(end);
      expect(subject).toMatch(/^Hi Ana/);
    },
  );

  it.each([
    "[map](https://riverside.example/{{first_name}})",
    "https://riverside.example/?n={{first_name}}",
    "![dog](https://riverside.example/{{first_name}}.png)",
    "[map][m]\n\n[m]: https://riverside.example/{{first_name}}",
  ])("K32 a field inside an address is named and blocks: %s", (bodyMarkdown) => {
    const found = findProblems({ subject: "s", preheader: "", bodyMarkdown }, letterhead);
    expect(found).toMatchObject([{ code: "field_in_address", severity: "blocking" }]);
  });

  it.each(["", "  ", "\u00a0"])("K33 nobody is greeted as nobody: %j takes the fallback", async (name) => {
    const { subject, text } = await write("Hi {{first_name|there}}", "Dear {{first_name|friend}},", name);
    expect(subject).toBe("Hi there");
    expect(text).toContain("Dear friend,");
  });
});
