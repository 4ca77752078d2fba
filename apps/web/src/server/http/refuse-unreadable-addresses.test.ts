import { describe, expect, it } from "vitest";
import { isReadableAddress, isReadablePlace, originForm } from "./refuse-unreadable-addresses.ts";

describe("readable addresses", () => {
  it.each([
    "/u/%E0%A4%A",
    "/campaigns/%ff",
    "/api/auth/%ff",
    "/%",
    "/u/%00",
    "*",
    "",
    "evil.example:80",
    "ftp://evil.example/",
    `/api/auth/${"a".repeat(3_000)}`,
  ])("refuses %s", (url) => expect(isReadableAddress(url)).toBe(false));

  it.each([
    "/",
    "/campaigns?find=%ff",
    "/u/abc_DEF-1",
    "/campaigns/%C3%BC",
    `/api/trpc/${"a,".repeat(1_500)}`,
  ])("takes %s", (url) => expect(isReadableAddress(url)).toBe(true));
});

it.each([
  ["http://evil.example/api/health?a=http://b/c", "/api/health?a=http://b/c"],
  ["HTTPS://evil.example", "/"],
  ["http://evil.example?a", "/?a"],
  ["http://[::bad/x", "/x"],
  ["/a?b=http://c/", "/a?b=http://c/"],
  ["//evil.example/a", "//evil.example/a"],
  ["*", "*"],
])("C17 %s names %s, whatever server it names", (target, path) => expect(originForm(target)).toBe(path));

it("C17 takes where a router stands, and nothing else in its place", () => {
  for (const bad of ["%ff[[", "x", "[1]", "null", "%", "", "[".repeat(50_000), ["[]", "[]"]])
    expect(isReadablePlace(bad), String(bad).slice(0, 20)).toBe(false);
  expect(isReadablePlace(undefined)).toBe(true);
  expect(isReadablePlace(encodeURIComponent('["",{"children":["__PAGE__",{}]}]'))).toBe(true);
});
