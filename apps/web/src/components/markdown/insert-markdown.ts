export type MarkdownAction = "heading" | "bold" | "italic" | "link" | "bullets" | "numbers" | "quote";

/** What to put where, and what is selected afterwards. */
export interface Insertion {
  /** The part of the text that is replaced. */
  from: number;
  to: number;
  insert: string;
  selectFrom: number;
  selectTo: number;
}

/**
 * What a toolbar button does to the text.
 *
 * @param text the whole text
 * @param from start of the selection
 * @param to its end
 */
export function insertMarkdown(text: string, from: number, to: number, action: MarkdownAction): Insertion {
  switch (action) {
    case "bold":
      return wrap(text, from, to, "**", "bold text");
    case "italic":
      return wrap(text, from, to, "_", "text in italics");
    case "link":
      return link(text, from, to);
    case "heading":
      return markLines(text, from, to, { mark: () => "## ", known: /^#{1,6} +/, instead: true });
    case "bullets":
      return markLines(text, from, to, { mark: () => "- ", known: /^[-*+] +/, instead: true });
    case "numbers":
      return markLines(text, from, to, { mark: (place) => `${place}. `, known: /^\d+[.)] +/, instead: true });
    case "quote":
      return markLines(text, from, to, { mark: () => "> ", known: /^> ?/, instead: false });
  }
}

function wrap(text: string, from: number, to: number, mark: string, placeholder: string): Insertion {
  const isWrapped =
    text.slice(from - mark.length, from) === mark && text.slice(to, to + mark.length) === mark;
  if (isWrapped && to > from) {
    const inner = text.slice(from, to);
    const start = from - mark.length;
    return {
      from: start,
      to: to + mark.length,
      insert: inner,
      selectFrom: start,
      selectTo: start + inner.length,
    };
  }
  const inner = text.slice(from, to) || placeholder;
  const start = from + mark.length;
  return { from, to, insert: `${mark}${inner}${mark}`, selectFrom: start, selectTo: start + inner.length };
}

function link(text: string, from: number, to: number): Insertion {
  const words = text.slice(from, to) || "link text";
  const start = from + words.length + 3;
  const url = "https://";
  return { from, to, insert: `[${words}](${url})`, selectFrom: start, selectTo: start + url.length };
}

interface LineMark {
  /** What a line begins with, by its place among the marked ones, from 1. */
  mark: (place: number) => string;
  /** How such a mark looks, whoever has written it. */
  known: RegExp;
  /** It takes the place of another mark; else that stays behind it: a quote may hold a list. */
  instead: boolean;
}

const anyMark = /^(?:#{1,6}|[-*+]|\d+[.)]) +/;

/** Marks every selected line that says something, or takes the mark off where all of them have it; the lines stay selected. */
function markLines(text: string, from: number, to: number, { mark, known, instead }: LineMark): Insertion {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  // A selection that ends before a line's first letter does not mean that line.
  const until = to > from && text[to - 1] === "\n" ? to - 1 : to;
  const nextBreak = text.indexOf("\n", until);
  const end = nextBreak === -1 ? text.length : nextBreak;
  const lines = text.slice(start, end).split("\n");
  const several = lines.length > 1;
  const says = (line: string) => !several || line.trim() !== "";
  const isMarked = (line: string) => known.test(line.trimStart());
  const unmark = lines.filter(says).every(isMarked);
  let place = 0;
  const changed = lines.map((line) => {
    if (!says(line)) return line;
    const words = line.trimStart();
    const indent = line.slice(0, line.length - words.length);
    if (unmark) return indent + words.replace(known, "");
    place += 1;
    return indent + mark(place) + (instead ? words.replace(anyMark, "") : words);
  });
  const insert = changed.join("\n");
  return {
    from: start,
    to: end,
    insert,
    selectFrom: several ? start : start + insert.length,
    selectTo: start + insert.length,
  };
}
