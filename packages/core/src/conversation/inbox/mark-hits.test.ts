import { expect, it } from "vitest";
import { markHits } from "./mark-hits.ts";

const shown = (body: string, term: string) =>
  markHits(body, term)
    .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
    .join("");

it.each([
  ["Is the meadow open today?", "meadow", "Is the [meadow] open today?"],
  ["Is the meadow open today?", "open mead", "Is the [meadow] [open] today?"],
  ["Biscuit, Biscuits and bis", "biscuit", "[Biscuit], [Biscuits] and bis"],
  ["biscuits for Biscuit", "biscuit for", "biscuits [for] [Biscuit]"],
  ["Zoë’s crème brûlée", "zoe creme", "[Zoë]’s [crème] brûlée"],
  ["two\n\n  lines", "lines", "two [lines]"],
  ["我的狗很好", "狗", "我的[狗]很好"],
  ["a b c", "b", "a [b] c"],
])("V12 marks in %j what %j has found", (body, term, marked) => {
  expect(shown(body, term)).toBe(marked);
});

it("V12 shows the place of the hit in a long message, cut between words, and nothing as markup", () => {
  const words = Array.from({ length: 60 }, (_, n) => `word${n}`).join(" ");
  const marked = shown(`${words} <b>meadow</b> ${words}`, "meadow");
  expect(marked).toMatch(/^… word\d+ (word\d+ )*<b>\[meadow\]<\/b> word0 .* …$/);
  expect(marked.length).toBeLessThan(180);
});

it("V12 never cuts an emoji in two", () => {
  const body = `${"🐶".repeat(90)}meadow${"🐶".repeat(90)}`;
  for (const { text } of markHits(body, "meadow")) expect(text.isWellFormed()).toBe(true);
});
