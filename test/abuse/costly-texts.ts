/** Texts that a sender can write to make a preview of them as expensive as it can be. */
export const costlyTexts: readonly (readonly [name: string, text: string])[] = [
  ["headings without end", "a\n=\n".repeat(2_000)],
  ["one long paragraph of short lines", "a\n".repeat(3_990)],
  ["stars", "*a ".repeat(1_400)],
  ["brackets", "[a ".repeat(1_400)],
  ["entities and escapes", "&amp;\\*".repeat(20_000)],
  ["definitions", Array.from({ length: 3_900 }, (_, n) => `[${n}]: https://a.example/${n}`).join("\n")],
  ["tripled braces", "{".repeat(199_000)],
  ["half fields", "{{first_name | default: ".repeat(8_000)],
  ["a link of brackets", `https://a.example/${"(".repeat(190_000)}`],
  ["backticks of every length", Array.from({ length: 600 }, (_, n) => "`".repeat(n)).join(" ")],
  ["escapes", "\\".repeat(190_000)],
  ["mail addresses", "<a@b.c>".repeat(20_000)],
  ["angle brackets", "<a ".repeat(60_000)],
];
