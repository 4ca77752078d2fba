import fc from "fast-check";
import { Parser } from "htmlparser2";
import { expect, it } from "vitest";
import { mergeFields } from "../template/merge-fields.ts";
import { escapeHtml, renderMessage } from "../template/render-message.ts";
import type { MergeValues, Segment } from "../template/template.ts";
import { compileTemplate } from "./compile-template.ts";

const unsubscribeUrl = "https://packpost.example/u/token";
const nasty = fc.constantFrom(
  "<script>alert(1)</script>",
  "</style><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "<!--[if mso]><b>",
  "-->",
  "\ue000u\ue001",
  "\ue0000\ue001",
  "\ud800",
  "\u0000",
  "&lt;b&gt;",
  "[x](javascript:alert(1))",
  '[x](https://a.example/"onclick=alert(1))',
  "![x](https://a.example/p.png)",
  "<https://a.example>",
  "https://a.example/{{first_name}}",
  "[{{pet_names|<b>}}](https://a.example)",
  "[x](data:text/html,<script>)",
  "{{first_name}}",
  "{{first_name|<i>}}",
  "{{constructor}}",
  "> - 1. # ",
  "```\n<b>\n```",
  "[r]: https://a.example\n\n[r]",
  "\r\nBcc: everybody@x.example",
  "\n\n",
);
const written = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 12 })
  .map((a) => a.join(""));
const fieldName = fc.constantFrom(...mergeFields.map((field) => field.name));
const values: fc.Arbitrary<MergeValues> = fc.dictionary(fieldName, written);
const letterhead = fc.record({
  name: written,
  postalAddress: written,
  brandColor: written,
  logoUrl: fc.option(written),
});

/** Every tag of a document with the names of its attributes. */
function tagsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => tags.push({ name, attributes }) });
  parser.end(html);
  return tags;
}

const allowedTags = new Set(
  "html head meta title style body div table tbody tr td h1 h2 h3 p a span img br hr ul ol li blockquote pre code em strong i".split(
    " ",
  ),
);
const allowedAttributes = new Set(
  "dir lang name content http-equiv style class align width border cellpadding cellspacing role href target src alt height start hidden data-pm-no-track".split(
    " ",
  ),
);

it("C5 nothing an author writes becomes markup", async () => {
  await fc.assert(
    fc.asyncProperty(
      written,
      written,
      written,
      letterhead,
      async (subject, preheader, bodyMarkdown, head) => {
        const template = await compileTemplate({ subject, preheader, bodyMarkdown }, { letterhead: head });
        const mail = renderMessage(template, {}, { unsubscribeUrl });
        for (const { name, attributes } of tagsOf(mail.html)) {
          expect(allowedTags).toContain(name);
          for (const attribute of Object.keys(attributes)) expect(allowedAttributes).toContain(attribute);
          if (name === "a") expect(attributes.href).toMatch(/^(https?:\/\/|mailto:|tel:)/i);
          if (name === "img") expect(attributes.src).toMatch(/^https:\/\//i);
        }
        expect(tagsOf(mail.html).filter((tag) => tag.attributes.href === unsubscribeUrl)).toHaveLength(1);
        expect(mail.subject).not.toMatch(/[\r\n]/);
        expect(mail.html + mail.text + mail.subject).not.toMatch(/[\ue000-\ue002]/);
      },
    ),
    { numRuns: 150 },
  );
});

it("C5 nothing a recipient is called changes the markup", async () => {
  await fc.assert(
    fc.asyncProperty(written, values, async (bodyMarkdown, merge) => {
      const draft = { subject: "Hi {{first_name}}", preheader: "For {{pet_names|you}}", bodyMarkdown };
      const template = await compileTemplate(draft, {
        letterhead: { name: "Riverside", postalAddress: "1 Lane" },
      });
      const plain = tagsOf(renderMessage(template, {}, { unsubscribeUrl }).html);
      const merged = renderMessage(template, merge, { unsubscribeUrl });
      const names = (tags: typeof plain) =>
        tags.map((tag) => [tag.name, Object.keys(tag.attributes), tag.attributes.href]);
      expect(names(tagsOf(merged.html))).toEqual(names(plain));
      expect(merged.subject).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 150 },
  );
});

it("rendering is nothing but joining the segments", async () => {
  const simple = fc.string({ unit: "grapheme-ascii", minLength: 1 }).map((text) => `x${text.trim()}x`);
  await fc.assert(
    fc.asyncProperty(written, simple, async (bodyMarkdown, value) => {
      const draft = { subject: "A {{first_name}}", preheader: "", bodyMarkdown };
      const template = await compileTemplate(draft, { letterhead: { name: "R", postalAddress: "1 Lane" } });
      const all = Object.fromEntries(mergeFields.map((field) => [field.name, value]));
      const joined = (part: Segment[], encode: (text: string) => string) =>
        part
          .map((piece) =>
            typeof piece === "string"
              ? piece
              : encode(piece.field === "unsubscribe_url" ? unsubscribeUrl : value),
          )
          .join("");
      expect(renderMessage(JSON.parse(JSON.stringify(template)), all, { unsubscribeUrl })).toEqual({
        subject: joined(template.subject, String),
        html: joined(template.html, escapeHtml),
        text: joined(template.text, String),
      });
    }),
    { numRuns: 60 },
  );
});
