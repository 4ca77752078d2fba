import fc from "fast-check";
import { expect, it } from "vitest";
import type { OutgoingEmail } from "../email.ts";
import { batchBody } from "./batch-body.ts";
import { toMessage } from "./message.ts";
import { mail } from "./postmark-server.fixture.ts";

const anyText = fc.string({ unit: "binary", maxLength: 12 });
const texts = fc.array(anyText, { minLength: 2, maxLength: 2 });

function textOf(mails: readonly OutgoingEmail[]): string {
  const body = batchBody(mails);
  const text = body.bytes.toString("utf8");
  body.release();
  return text;
}

/** Mails of two series and single ones, in any order. */
const anyMails = fc
  .record({
    html: fc.array(anyText, { minLength: 3, maxLength: 3 }),
    text: fc.array(anyText, { minLength: 3, maxLength: 3 }),
  })
  .chain(({ html, text }) =>
    fc
      .array(
        fc.record({
          html: texts,
          text: texts,
          subject: anyText,
          to: anyText,
          series: fc.nat({ max: 2 }),
          url: anyText,
          replyTo: anyText,
        }),
        { minLength: 1, maxLength: 6 },
      )
      .map((people) =>
        people.map(
          ({ series, url, replyTo, ...own }, index): OutgoingEmail =>
            mail(index, {
              subject: own.subject,
              to: own.to,
              html: series === 0 ? own.html.join("") : { fixed: html, own: own.html },
              text: series === 0 ? own.text.join("") : { fixed: text, own: own.text },
              ...(series !== 1 && { replyTo }),
              ...(series !== 2 && { unsubscribeUrl: url }),
            }),
        ),
      ),
  );

it("is the JSON of its messages, byte for byte, whatever stands in them", () => {
  fc.assert(
    fc.property(anyMails, (mails) => {
      expect(textOf(mails)).toBe(JSON.stringify(mails.map(toMessage)));
    }),
  );
});

it("keeps halves of characters, quotes and line ends as JSON writes them", () => {
  const mails = ["\ud83d", "\udc36", "🐶", 'a"b\\c\n\u2028'].map((own, index) =>
    mail(index, { subject: own, html: { fixed: ["<p>é", '"</p>'], own: [own] } }),
  );
  expect(textOf(mails)).toBe(JSON.stringify(mails.map(toMessage)));
});
