import { describe, expect, it } from "vitest";
import { renderMessage } from "../content/template/render-message.ts";
import { prepareDraft } from "./prepare-draft.ts";

const letterhead = { name: "Riverside Dog Parks", postalAddress: "12 Mill Lane" };
const unsubscribeUrl = "https://packpost.example/u/abc";
const prepare = (bodyMarkdown: string) =>
  prepareDraft({ subject: "Hi", preheader: "", bodyMarkdown }, { letterhead });

describe("K25 the size Gmail shows", () => {
  it("700 short paragraphs and a list of 300 links stay far below it", async () => {
    for (const text of [
      "We are open.\n\n".repeat(700),
      "- [Link words](https://riverside.example/page/1)\n".repeat(300),
    ]) {
      const { problems, template } = await prepare(text);
      expect(problems).toEqual([]);
      const { html } = renderMessage(
        template ?? { subject: [], html: [], text: [], fieldsUsed: [] },
        {},
        { unsubscribeUrl },
      );
      expect(Buffer.byteLength(html)).toBeLessThan(60_000);
      expect(html.split(unsubscribeUrl)).toHaveLength(2);
    }
  });

  it.each([
    ["many words", "word ".repeat(22_000)],
    ["many links, once they are tracked", `See [it](https://riverside.example/p).\n\n`.repeat(500)],
    ["many names, once they are filled in", "{{pet_names}} ".repeat(2_000)],
  ])("says when a mail is cut, and puts the way out on top: %s", async (_name, text) => {
    const { problems, template } = await prepare(text);
    expect(problems).toMatchObject([{ code: "clipped_by_gmail", severity: "warning" }]);
    const mail = renderMessage(
      template ?? { subject: [], html: [], text: [], fieldsUsed: [] },
      {},
      { unsubscribeUrl },
    );
    const top = mail.html.slice(0, 8_000);
    expect(top).toContain("Riverside Dog Parks, 12 Mill Lane");
    expect(top).toContain(`href="${unsubscribeUrl}"`);
    expect(mail.html.split(`href="${unsubscribeUrl}"`)).toHaveLength(3);
  });
});
