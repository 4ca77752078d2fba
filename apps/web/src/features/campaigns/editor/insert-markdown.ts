export type MarkdownAction = "heading" | "bold" | "italic" | "link" | "bullets" | "numbers";

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
      return prefixLines(text, from, to, () => "## ");
    case "bullets":
      return prefixLines(text, from, to, () => "- ");
    case "numbers":
      return prefixLines(text, from, to, (line) => `${line + 1}. `);
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

function prefixLines(text: string, from: number, to: number, prefix: (line: number) => string): Insertion {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const nextBreak = text.indexOf("\n", to);
  const end = nextBreak === -1 ? text.length : nextBreak;
  const lines = text.slice(start, end).split("\n");
  const known = /^(#{1,6} |- |\d+\. )/;
  const all = lines.every((line, index) => line.startsWith(prefix(index)));
  const changed = lines
    .map((line, index) => (all ? line.slice(prefix(index).length) : prefix(index) + line.replace(known, "")))
    .join("\n");
  return {
    from: start,
    to: end,
    insert: changed,
    selectFrom: start + changed.length,
    selectTo: start + changed.length,
  };
}
