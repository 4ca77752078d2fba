import { describe, expect, it } from "vitest";
import { type CursorKind, decodeCursor, encodeCursor } from "./cursor.ts";

const id = "019ac0de-7a51-7c11-9f00-0123456789ab";

describe("cursor", () => {
  it("comes back as it went", () => {
    const parts = ["ana 🐶", 3.5, id, "2026-11-22 14:05:09.123+00", 7, "-1", "0.3333333333333333"];
    const kinds = ["text", "float", "uuid", "instant", "int", "int", "float"] as const;
    expect(decodeCursor(encodeCursor(parts), kinds)).toEqual(parts);
  });

  it("refuses anything else with an answer", () => {
    const two = ["text", "text"] as const;
    for (const bad of ["", "x", encodeCursor(["one"]), Buffer.from('[{},"a"]').toString("base64url")]) {
      expect(() => decodeCursor(bad, two)).toThrowError("does not exist");
    }
  });

  it.each<[CursorKind, unknown[]]>([
    ["text", [null, 5, "a\0b", "\ud83d"]],
    ["uuid", ["b", "", null, `${id}0`, "infinity"]],
    ["int", [2147483648, -2147483649, 1.5, "1e9", "x", "", null, "99999999999"]],
    ["float", ["NaN", "Infinity", "1e400", null, "0x10", " 1"]],
    [
      "instant",
      [
        "0000-01-01 00:00:00+00",
        "300000-01-01 00:00:00+00",
        "2026-02-30 00:00:00+00",
        "infinity",
        "now",
        "2026-11-22",
        "0044-03-15 00:00:00+00 BC",
        5,
      ],
    ],
  ])("refuses what is no %s of PostgreSQL's", (kind, values) => {
    for (const value of values) {
      const forged = Buffer.from(JSON.stringify([value])).toString("base64url");
      expect(() => decodeCursor(forged, [kind]), JSON.stringify(value)).toThrowError("does not exist");
    }
  });
});
