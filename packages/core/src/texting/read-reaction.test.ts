import { expect, it } from "vitest";
import { readReactions } from "./read-reaction.ts";

const quoted = "See you at four, bring his leash please.";

it.each([
  [`Liked “${quoted}”`, "👍", false],
  [`Loved “${quoted}”`, "❤️", false],
  [`Disliked "${quoted}"`, "👎", false],
  [`Laughed at “${quoted}”`, "😂", false],
  [`Emphasized “${quoted}”`, "‼️", false],
  [`Questioned “${quoted}”`, "❓", false],
  [`Removed a like from “${quoted}”`, "👍", true],
  [`Removed a heart from “${quoted}”`, "❤️", true],
  [`Removed a question mark from “${quoted}”`, "❓", true],
  [`Reacted 🎉 to “${quoted}”`, "🎉", false],
  [`\u200b👍\u200b to “\u200b${quoted}\u200b”`, "👍", false],
  [`Removed 🎉 from “${quoted}”`, "🎉", true],
  [`Reacted 😂 to “${quoted}”`, "😂", false],
  [`Reacted 👍🏽 to “${quoted}”`, "👍🏽", false],
  [`Reacted 👩‍👧 to “${quoted}”`, "👩‍👧", false],
  [`Reacted 🇺🇸 to “${quoted}”`, "🇺🇸", false],
  [`Reacted with ❤️ to “${quoted}”`, "❤️", false],
  [`Reaccionó con 😂 a «${quoted}»`, "😂", false],
  [`A réagi avec 😂 à « ${quoted} »`, "😂", false],
  [`Hat mit 😂 auf „${quoted}“ reagiert`, "😂", false],
  [`Hat 😂 von „${quoted}“ entfernt`, "😂", true],
  [`Le gustó “${quoted}”`, "👍", false],
  [`Le encantó «${quoted}»`, "❤️", false],
  [`Eliminó un me gusta de “${quoted}”`, "👍", true],
  [`A aimé « ${quoted} »`, "👍", false],
  [`N’a pas aimé « ${quoted} »`, "👎", false],
  [`A supprimé un « J’aime » de « ${quoted} »`, "👍", true],
  [`Gefällt „${quoted}“`, "👍", false],
  [`Lachte über „${quoted}“`, "😂", false],
  [`Hat „Gefällt mir“ von „${quoted}“ entfernt`, "👍", true],
])("V17 T7 %s", (body, emoji, removed) => {
  expect(readReactions(body)).toContainEqual({ emoji, removed, quoted });
});

it.each([
  "Liked it a lot",
  "I said “hello” to him",
  "“Hello”",
  "That is so funny 😂 “hello”",
  "😂😂 and 🎉 to “hello”",
  "Liked",
  "",
  `He ${"x".repeat(70)} “${quoted}”`,
])("V17 %j is a text", (body) => {
  expect(readReactions(body)).toEqual([]);
});

it("V17 keeps the marks within what is quoted", () => {
  expect(readReactions("Liked “Say “sit” twice”")).toContainEqual({
    ...{ emoji: "👍", removed: false, quoted: "Say “sit” twice" },
  });
});

it("V17 reads 2,000 odd characters at once", () => {
  const started = performance.now();
  readReactions(`Liked ${"“".repeat(1_990)}`);
  readReactions(`${'"'.repeat(1_990)}`);
  expect(performance.now() - started).toBeLessThan(200);
});
