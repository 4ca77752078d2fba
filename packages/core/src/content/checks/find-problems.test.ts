import { describe, expect, it } from "vitest";
import type { Draft } from "../template/template.ts";
import { findProblems } from "./find-problems.ts";
import type { Problem } from "./problem.ts";

const letterhead = { name: "Riverside", postalAddress: "12 Mill Lane" };
const find = (change: Partial<Draft>, head = letterhead) =>
  findProblems({ subject: "Hello", preheader: "", bodyMarkdown: "Hi", ...change }, head);
const brief = (problems: Problem[]) => problems.map(({ code, line, column }) => [code, line, column]);

describe("problems of a draft", () => {
  it("finds nothing wrong with a good one", () => {
    const bodyMarkdown =
      "# Hi {{first_name|there}}\n\n**{{pet_names}}** see https://a.example and [b](https://b.example)\n\n---";
    expect(find({ subject: "{{first_name}}, hello", preheader: "{{pass_name}}", bodyMarkdown })).toEqual([]);
  });

  it("C5 names unknown fields with place and suggestion, in all parts", () => {
    const problems = find({
      subject: "Hi {{firstname}}",
      preheader: "{{zzzzzz}}",
      bodyMarkdown: "Dear\n\n  **{{pet_name|your dog}}**",
    });
    expect(problems).toMatchObject([
      {
        code: "unknown_field",
        severity: "blocking",
        part: "subject",
        line: 1,
        column: 4,
        suggestion: "{{first_name}}",
      },
      { code: "unknown_field", part: "preheader", line: 1, column: 1 },
      { code: "unknown_field", part: "body", line: 3, column: 5, suggestion: "{{pet_names|your dog}}" },
    ]);
    expect(problems[0]?.message).toBe(
      "There is no personal field “{{firstname}}”. Did you mean {{first_name}}?",
    );
    expect(problems[1]).not.toHaveProperty("suggestion");
  });

  it("finds unfinished fields and fields inside addresses", () => {
    expect(brief(find({ bodyMarkdown: "Hi {{first_name}\n\nand }} too {{}}" }))).toEqual([
      ["unknown_field", 3, 12],
      ["broken_field", 1, 4],
      ["broken_field", 3, 5],
    ]);
    expect(brief(find({ bodyMarkdown: "{{first_name}} [x](https://a.example/{{first_name|a b}})" }))).toEqual(
      [["field_in_address", 1, 16]],
    );
    expect(brief(find({ bodyMarkdown: "see https://a.example/{{first_name}}" }))).toEqual([
      ["field_in_address", 1, 1],
    ]);
  });

  it("blocks what must not be sent", () => {
    expect(brief(find({ subject: " ", bodyMarkdown: "\n" }))).toEqual([
      ["empty_subject", undefined, undefined],
      ["empty_body", undefined, undefined],
    ]);
    expect(brief(find({}, { name: "R", postalAddress: " \n" }))).toEqual([
      ["postal_address_missing", undefined, undefined],
    ]);
    expect(find({ bodyMarkdown: "x".repeat(10_000_000) })[0]?.message).toBe(
      "The text has 10,000 KB; up to 200 KB can be sent.",
    );
    expect(find({ subject: "x".repeat(10_000_000) })).toMatchObject([
      { code: "line_too_long", part: "subject" },
    ]);
    expect(find({ bodyMarkdown: "{{x}} ".repeat(30_000) })).toHaveLength(50);
    expect(brief(find({ bodyMarkdown: ">".repeat(10_000) }))).toEqual([
      ["body_too_tangled", undefined, undefined],
    ]);
  });

  it("warns, after what blocks, of what goes wrong in mailboxes", () => {
    const bodyMarkdown =
      "<b>x</b>\n\n[a](http://a.example) [b](www.b.example) [](https://c.example)\n\n![d](http://d.example/d.png)\n\n{{nope}}";
    const problems = find({ subject: "FREE PASSES FOR ALL", bodyMarkdown });
    expect(problems.map((problem) => [problem.code, problem.severity, problem.line])).toEqual([
      ["unknown_field", "blocking", 7],
      ["shouting_subject", "warning", undefined],
      ["raw_html", "warning", 1],
      ["not_https", "warning", 3],
      ["broken_link", "warning", 3],
      ["broken_link", "warning", 3],
      ["not_https", "warning", 5],
    ]);
    expect(brief(find({ subject: "Come now!!" }))).toEqual([["shouting_subject", undefined, undefined]]);
    expect(find({ subject: "NASA {{first_name}} ok" })).toEqual([]);
  });
});
