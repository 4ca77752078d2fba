import { expect, it } from "vitest";
import { foldedParts } from "./folded-parts.ts";

const photo = { place: 0, contentId: "photo@mail.example", bytes: 200_000 };
const img = (more = "") => `<img src="cid:photo@mail.example" ${more}>`;

it.each([
  ["a picture within what they wrote", `<p>Look ${img('width="600" height="400"')}</p>`, false],
  ["a picture that the text does not name", "<p>Look</p>", false],
  ["one without a size", `<div>${img()}</div>`, false],
  ["Gmail's signature", `<p>Yes</p><div class="gmail_signature" data-x><br>${img()}</div>`, true],
  ["Outlook's on a phone", `<div id="ms-outlook-mobile-signature"><p>${img()}</p></div>`, true],
  ["Outlook's own, with its bookmark", `<p>Yes</p><a name="_MailAutoSig"></a><p>${img()}</p>`, true],
  ["what Gmail quotes", `<p>Yes</p><div class="gmail_quote"><blockquote>${img()}</blockquote></div>`, true],
  ["what Apple Mail quotes", `<p>Yes</p><blockquote type="cite">${img()}</blockquote>`, true],
  ["what Outlook answers", `<p>Yes</p><div id="divRplyFwdMsg">From</div><div>${img()}</div>`, true],
  ["below Outlook's line", `<div style="border-top:solid #E1E1E1 1.0pt">From</div>${img()}`, true],
  ["quoted, and above it as well", `<p>${img()}</p><blockquote>${img()}</blockquote>`, false],
  ["after a quotation", `<blockquote>Hi</blockquote><p>${img()}</p>`, false],
  ["a logo by its size", `<p>Yes</p>${img('width="120" height="60"')}`, true],
  ["a logo by its style", `<p>Yes</p>${img('style="width: 200px; height:48px"')}`, true],
])("V9 T45 %s", (_, html, folded) => {
  expect(foldedParts(html, [photo]).has(0)).toBe(folded);
});

it("V9 T45 an icon of a few bytes is none of theirs; a file that was attached is never folded", () => {
  expect(foldedParts(img(), [{ ...photo, bytes: 900 }]).has(0)).toBe(true);
  expect(foldedParts(`<blockquote>${img()}</blockquote>`, [{ ...photo, contentId: null }]).size).toBe(0);
  expect(
    foldedParts(`<blockquote>${img()}</blockquote>`, [{ ...photo, contentId: "<Photo@mail.example>" }]).size,
  ).toBe(1);
});
