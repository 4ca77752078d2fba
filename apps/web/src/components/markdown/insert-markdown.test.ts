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

  it("makes and unmakes lists over every selected line, which stay selected", () => {
    expect(press("o‹ne\ntw›o\nthree", "numbers")).toBe("‹1. one\n2. two›\nthree");
    expect(press("- o‹ne\n- tw›o", "bullets")).toBe("‹one\ntwo›");
    expect(press("‹* one\n  + two›", "bullets")).toBe("‹one\n  two›");
    expect(press("- ‹one›", "heading")).toBe("## one‹›");
    expect(press("‹›", "bullets")).toBe("- ‹›");
  });

  it("turns one kind of list into the other and counts only lines that say something", () => {
    expect(press("‹- one\n\n- two\n  - three›", "numbers")).toBe("‹1. one\n\n2. two\n  3. three›");
    expect(press("‹1. one\n2) two›", "bullets")).toBe("‹- one\n- two›");
    expect(press("‹- one\ntwo›", "bullets")).toBe("‹- one\n- two›");
  });

  it("does not mean a line before whose first letter the selection ends", () => {
    expect(press("‹one\ntwo\n›three", "bullets")).toBe("‹- one\n- two›\nthree");
  });

  it("quotes every line, lists too, and takes the quote off again", () => {
    expect(press("‹one\n- two›", "quote")).toBe("‹> one\n> - two›");
    expect(press("‹> one\n> - two›", "quote")).toBe("‹one\n- two›");
  });
});
