import type { Paragraph, PhrasingContent, Root } from "mdast";
import { walk } from "../markdown/parse-markdown.ts";
import { plainTextOf } from "../markdown/plain-text-of.ts";
import type { Problem } from "./problem.ts";

/** A line shorter than this was ended on purpose; longer ones are text that an editor broke at its margin. */
const shortLine = 55;
const bullet = /^\s*(?:[•·‣▪▫◦●○■□–—―✓✔✅→➜➤]|[-*+]\s|\d{1,2}[.)]\s)/u;

/**
 * Point out lines that Markdown joins though they were surely meant to stay apart: signatures, addresses, pasted
 * bullets (K29); and a heading that the `--` of a signature makes of the line above it.
 */
export function findJoinedLines(root: Root, source: string): Problem[] {
  const problems: Problem[] = [];
  const lines = source.split("\n");
  for (const node of walk(root)) {
    const start = node.position?.start.line ?? 1;
    if (node.type === "paragraph") {
      const joined = countJoined(node);
      if (joined > 1)
        problems.push(
          notice(
            start,
            `${joined} lines here become one. To keep them apart, end each with a backslash (\\) or leave an empty line between; lists start with a dash.`,
          ),
        );
    }
    const end = node.position?.end.line ?? start;
    if (node.type === "heading" && end > start && /^\s*-+\s*$/.test(lines[end - 1] ?? "")) {
      problems.push(
        notice(
          start,
          `“${plainTextOf(node).slice(0, 60)}” becomes a heading, because of the ${(lines[end - 1] ?? "").trim().slice(0, 5)} below it. Leave an empty line between them.`,
        ),
      );
    }
  }
  return problems;
}

function notice(line: number, message: string): Problem {
  return { code: "joined_lines", severity: "warning", part: "body", message, line, column: 1 };
}

/** How many lines of a paragraph run together; 0 when they look like text broken at a margin. */
function countJoined(paragraph: Paragraph): number {
  const rows = [""];
  const soft: number[] = [];
  const read = (nodes: readonly PhrasingContent[]) => {
    for (const node of nodes) {
      if (node.type === "break") rows.push("");
      else if (node.type !== "text" && "children" in node) read(node.children);
      else {
        for (const [index, piece] of plainTextOf(node).split("\n").entries()) {
          if (index > 0) {
            rows.push("");
            soft.push(rows.length - 1);
          }
          rows[rows.length - 1] += piece;
        }
      }
    }
  };
  read(paragraph.children);
  const meant = soft.some(
    (row) => (rows[row - 1] ?? "").trim().length <= shortLine || bullet.test(rows[row] ?? ""),
  );
  return meant ? soft.length + 1 : 0;
}
