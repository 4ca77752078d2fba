import { describe, expect, it } from "vitest";
import { allowedOrigins, isOwnOrigin } from "./origins.ts";

describe("origin check", () => {
  const origins = allowedOrigins("https://mail.example/");

  it("takes our own pages and programs without an origin", () => {
    expect(
      isOwnOrigin(new Headers({ origin: "https://mail.example", "sec-fetch-site": "same-origin" }), origins),
    ).toBe(true);
    expect(isOwnOrigin(new Headers(), origins)).toBe(true);
  });

  it("refuses other sites, sandboxed frames and sister domains", () => {
    expect(isOwnOrigin(new Headers({ origin: "https://evil.example" }), origins)).toBe(false);
    expect(isOwnOrigin(new Headers({ origin: "null" }), origins)).toBe(false);
    expect(isOwnOrigin(new Headers({ "sec-fetch-site": "same-site" }), origins)).toBe(false);
    expect(isOwnOrigin(new Headers({ origin: "http://mail.example" }), origins)).toBe(false);
  });

  it("treats the names of one's own machine alike", () => {
    expect(allowedOrigins("http://127.0.0.1:3000")).toContain("http://localhost:3000");
  });
});
