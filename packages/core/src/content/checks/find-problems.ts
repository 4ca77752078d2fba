import { isTooComplex, maxBodyBytes, maxLineLength } from "../markdown/check-complexity.ts";
import { parseMarkdown, walk } from "../markdown/parse-markdown.ts";
import { findFields, markFields } from "../template/field-marks.ts";
import { isMergeFieldName } from "../template/merge-fields.ts";
import type { Draft, Letterhead } from "../template/template.ts";
import { findAddressProblems } from "./find-address-problems.ts";
import { fieldWithFallback, findForeignFields, isTripled, meantField } from "./find-foreign-fields.ts";
import { findJoinedLines } from "./find-joined-lines.ts";
import { type Problem, type ProblemCode, tooTangled } from "./problem.ts";

/** As many as anybody reads; a pasted program has thousands. */
const maxOfAKind = 50;

/** Find what is wrong with a draft (C5, C17): blocking problems first, each part from top to bottom. */
export function findProblems(draft: Draft, letterhead: Letterhead): Problem[] {
  const problems = [
    ...findSubjectProblems(draft.subject),
    ...findLineProblems("subject", draft.subject),
    ...findLineProblems("preheader", draft.preheader),
    ...findBodyProblems(draft.bodyMarkdown),
  ];
  if (letterhead.postalAddress.trim() === "") {
    problems.push({
      code: "postal_address_missing",
      severity: "blocking",
      part: "organisation",
      message: "Mass mail must carry your postal address. Add it in Settings.",
    });
  }
  return problems.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

function findSubjectProblems(subject: string): Problem[] {
  if (subject.length > maxLineLength) return [];
  const found = (code: ProblemCode, severity: Problem["severity"], message: string): Problem[] => [
    { code, severity, part: "subject", message },
  ];
  const words = subject.replace(/\{\{[^{}\n]*\}\}/g, "").trim();
  const letters = words.replace(/[^\p{L}]/gu, "");
  const capitals = letters.replace(/[^\p{Lu}]/gu, "").length;
  if (subject.trim() === "") return found("empty_subject", "blocking", "The subject is empty.");
  if ((letters.length >= 8 && capitals / letters.length > 0.7) || /[!?]{2,}/.test(words)) {
    return found(
      "shouting_subject",
      "warning",
      "Subjects in capitals or with “!!” are often taken for spam.",
    );
  }
  return words.length > 120
    ? found("long_subject", "warning", "Most mail programs cut subjects after about 60 characters.")
    : [];
}

function findLineProblems(part: "subject" | "preheader", text: string): Problem[] {
  if (text.length <= maxLineLength) return findFieldProblems(part, text);
  const message = `The ${part} has ${text.length.toLocaleString("en")} characters; up to ${maxLineLength} can be sent.`;
  return [{ code: "line_too_long", severity: "blocking", part, message }];
}

/** Unknown and unfinished fields of one part, each with its place. */
function findFieldProblems(part: "subject" | "preheader" | "body", text: string): Problem[] {
  const foreign = findForeignFields(part, text, (offset) => placeAt(text, offset));
  const problems: Problem[] = [...foreign];
  const unknown = findFields(text).filter(
    (use) => !isMergeFieldName(use.name) && !isTripled(text, use.offset, use.raw),
  );
  for (const use of unknown.slice(0, maxOfAKind)) {
    const meant = meantField(use.name.split(/[,|:]/)[0] ?? "");
    const suggestion = meant && fieldWithFallback(meant, use.fallback);
    problems.push({
      code: "unknown_field",
      severity: "blocking",
      part,
      message: `There is no personal field “${use.raw.slice(0, 60)}”.${suggestion ? ` Did you mean ${suggestion}?` : ""}`,
      ...placeAt(text, use.offset),
      ...(suggestion && { suggestion, raw: use.raw }),
    });
  }
  const rest = text.replace(/\{{2,9}[^{}\n]*\}{2,9}/g, (field) => " ".repeat(field.length));
  for (const match of [...rest.matchAll(/\{\{|\}\}/g)].slice(0, maxOfAKind)) {
    problems.push({
      code: "broken_field",
      severity: "blocking",
      part,
      message: "This personal field is not finished: write {{name}} or {{name|fallback}} on one line.",
      ...placeAt(text, match.index),
    });
  }
  return problems;
}

function findBodyProblems(markdown: string): Problem[] {
  const about = (code: ProblemCode, severity: Problem["severity"], message: string): Problem => ({
    code,
    severity,
    part: "body",
    message,
  });
  const bytes = Buffer.byteLength(markdown);
  if (markdown.trim() === "") return [about("empty_body", "blocking", "The mail has no text.")];
  if (bytes > maxBodyBytes) {
    const size = Math.round(bytes / 1000).toLocaleString("en");
    return [
      about(
        "body_too_large",
        "blocking",
        `The text has ${size} KB; up to ${maxBodyBytes / 1000} KB can be sent.`,
      ),
    ];
  }
  if (isTooComplex(markdown)) return [tooTangled];
  const problems = findFieldProblems("body", markdown);
  const parsed = parseMarkdown(markFields(markdown).text);
  for (const node of walk(parsed.root)) {
    // One notice a line: `<b>` and `</b>` are two nodes.
    const noticed = problems.some(
      (problem) => problem.code === "raw_html" && problem.line === node.position?.start.line,
    );
    if (node.type === "html" && !noticed) {
      const message = "HTML code does not work here: people will see it as the text it is.";
      problems.push({ ...about("raw_html", "warning", message), ...nodePlace(node) });
    }
    problems.push(
      ...findAddressProblems(node, parsed.definitions).map((problem) => ({ ...problem, ...nodePlace(node) })),
    );
  }
  return [...problems, ...findJoinedLines(parsed.root, markdown)];
}

function nodePlace(node: {
  readonly position?: { readonly start: { line: number; column: number } } | undefined;
}) {
  return node.position ? { line: node.position.start.line, column: node.position.start.column } : {};
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
