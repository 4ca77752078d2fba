import { Parser } from "htmlparser2";

/** So much HTML is read, in characters. */
const LONGEST = 200_000;
const unseen = new Set(["style", "script", "head", "title", "template"]);
const blocks = new Set(
  "address article aside blockquote div dl dd dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul".split(
    " ",
  ),
);

/** The text of a mail that has HTML alone (T45): blocks on lines of their own, quotations marked as plain text marks them. */
export function textOfHtml(html: string): string {
  const lines = [""];
  let hidden = 0;
  let depth = 0;
  const say = (words: string) => {
    lines.push((lines.pop() ?? "") + words);
  };
  const breakLine = () => {
    if (lines.at(-1)?.trim() !== "") lines.push("");
  };
  const endQuotation = (from: number) => {
    for (let at = from; at < lines.length; at++) lines[at] = `> ${lines[at]}`;
    lines.push("");
  };
  const quotations: number[] = [];
  const parser = new Parser({
    onopentag(name) {
      if (unseen.has(name)) hidden += 1;
      if (name === "br") lines.push("");
      if (blocks.has(name)) breakLine();
      if (name === "blockquote") {
        depth += 1;
        if (depth === 1) quotations.push(lines.length - 1);
      }
    },
    ontext(text) {
      if (hidden === 0) say(text.replace(/\s+/g, " "));
    },
    onclosetag(name) {
      if (unseen.has(name)) hidden -= 1;
      if (blocks.has(name)) breakLine();
      if (name !== "blockquote") return;
      depth -= 1;
      const from = depth === 0 ? quotations.pop() : undefined;
      if (from !== undefined) endQuotation(from);
    },
  });
  parser.write(html.slice(0, LONGEST));
  parser.end();
  return lines
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
