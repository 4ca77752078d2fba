import { describe, expect, it } from "vitest";
import { extractLinks } from "./extract-links.ts";

describe("links of a mail", () => {
  it("finds each web link once, entities decoded", () => {
    const html = `<a class="b" href="https://a.example/?x=1&amp;y=2">A</a> <a href='https://b.example'>B</a> <a href="https://b.example">B</a>`;
    expect(extractLinks(html, null)).toEqual(["https://a.example/?x=1&y=2", "https://b.example"]);
  });

  it("leaves out what is no web link and what the sender does not want tracked", () => {
    const html = `<a href="mailto:a@b.example">M</a> <a name="top">T</a> <a href="https://a.example/u/1" data-pm-no-track="">Unsubscribe</a>`;
    expect(extractLinks(html, null)).toEqual([]);
  });
});
