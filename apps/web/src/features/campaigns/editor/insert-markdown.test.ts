import { describe, expect, it } from "vitest";
import { insertMarkdown, type MarkdownAction } from "./insert-markdown.ts";

function press(text: string, action: MarkdownAction): string {
  const from = text.indexOf("‹");
  const to = text.indexOf("›") - 1;
  const plain = text.replace(/[‹›]/g, "");
  const change = insertMarkdown(plain, from, to, action);
  const next = plain.slice(0, change.from) + change.insert + plain.slice(change.to);
  return `${next.slice(0, change.selectFrom)}‹${next.slice(change.selectFrom, change.selectTo)}›${next.slice(change.selectTo)}`;
}

describe("the toolbar", () => {
  it("wraps and unwraps", () => {
    expect(press("a ‹b› c", "bold")).toBe("a **‹b›** c");
    expect(press("a **‹b›** c", "bold")).toBe("a ‹b› c");
    expect(press("a ‹› c", "italic")).toBe("a _‹text in italics›_ c");
  });

  it("asks for the address of a link", () => {
    expect(press("see ‹the map›", "link")).toBe("see [the map](‹https://›)");
  });

  it("makes and unmakes lists over whole lines", () => {
    expect(press("o‹ne\ntw›o\nthree", "numbers")).toBe("1. one\n2. two‹›\nthree");
    expect(press("- o‹ne\n- tw›o", "bullets")).toBe("one\ntwo‹›");
    expect(press("- ‹one›", "heading")).toBe("## one‹›");
  });
});
