import { describe, expect, it } from "vitest";
import { isReadableAddress } from "./refuse-unreadable-addresses.ts";

describe("readable addresses", () => {
  it.each([
    "/u/%E0%A4%A",
    "/campaigns/%ff",
    "/api/auth/%ff",
    "/%",
    "/u/%00",
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
