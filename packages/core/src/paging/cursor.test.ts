import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

describe("cursor", () => {
  it("comes back as it went", () => {
    expect(decodeCursor(encodeCursor(["ana 🐶", 3.5, null]), 3)).toEqual(["ana 🐶", 3.5, null]);
  });

  it("refuses anything else with an answer", () => {
    for (const bad of ["", "x", encodeCursor(["one"]), Buffer.from('[{},"a"]').toString("base64url")]) {
      expect(() => decodeCursor(bad, 2)).toThrowError("does not exist");
    }
  });
});
