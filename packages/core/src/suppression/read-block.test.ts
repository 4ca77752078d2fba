import { describe, expect, it } from "vitest";
import { readBlock } from "./read-block.ts";

describe("what is to be blocked", () => {
  it.each([
    "schmidt.example",
    "@schmidt.example",
    "*@schmidt.example",
    "%@Schmidt.example",
    " \u200b*@schmidt.example\ufeff",
    "<*@schmidt.example>",
    "“@schmidt.example”",
    "mailto:*@schmidt.example",
    "https://schmidt.example/contact?a=b@c.example",
    "http://www.schmidt.example:8080",
    "https://info@schmidt.example/",
    "www.schmidt.example",
    "schmidt.example/contact",
    "schmidt.example.",
    "//schmidt.example",
  ])("K16 means the domain: %s", (typed) => {
    expect(readBlock(typed)).toEqual({ kind: "domain", key: "schmidt.example" });
  });

  it.each([
    "müller.example",
    "*@Müller.example",
    "@xn--mller-kva.example",
    "https://müller.example/",
    "MU\u0308LLER.example",
  ])("K16 takes a domain in either spelling: %s", (typed) => {
    expect(readBlock(typed)).toEqual({ kind: "domain", key: "xn--mller-kva.example" });
  });

  it.each([
    "tom@browns.example",
    "mailto:Tom@Browns.example",
    "\u200btom@browns.example",
    "'tom@browns.example'",
    "«tom@browns.example»",
    "Brown, Tom <tom@browns.example>",
    "tom@browns.example.",
  ])("K16 means the address: %s", (typed) => {
    expect(readBlock(typed)).toEqual({ kind: "address", key: "tom@browns.example", placeholder: false });
  });

  it("K16 knows an address with a sign that elsewhere stands for anything", () => {
    for (const typed of ["a%@browns.example", "*tom@browns.example", "t*m@browns.example"])
      expect(readBlock(typed)).toMatchObject({ kind: "address", placeholder: true });
  });

  it.each([
    ["*.schmidt.example", /write schmidt\.example/],
    ["@*.schmidt.example", /write schmidt\.example/],
    ["*@*.schmidt.example", /write schmidt\.example/],
    ["co.uk", /an ending that many domains have/],
    ["*@com.au", /an ending that many domains have/],
    ["*", /not for a pattern/],
    ["@", /no email address and no domain/],
    ["*@*", /not for a pattern/],
    ["browns", /no email address and no domain/],
    ["*@browns", /its ending is missing/],
    ["tom@", /Nothing stands after the @/],
    ["Tom Brown", /no email address and no domain/],
    ["-.example", /no email address and no domain/],
    ["a b@c.example", /a space in it/],
    ["x@y.example, z@y.example", /2 entries/],
    ["rafał@browns.example", /“ł” cannot stand before the @/],
    ["tom@@browns.example", /more than one @/],
    ["", /no email address and no domain/],
  ])("K16 can mean nobody: %s", (typed, fault) => {
    expect(readBlock(typed)).toEqual({ kind: "nobody", fault: expect.stringMatching(fault) });
  });
});
