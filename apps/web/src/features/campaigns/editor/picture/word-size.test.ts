import { expect, it } from "vitest";
import { wordSize } from "./word-size.ts";

it("says a picture's size as people read it", () => {
  const size = { address: "", widthPx: 1_072, heightPx: 640 };
  expect(wordSize({ ...size, bytes: 184_300 })).toBe("1,072 × 640 pixels, 184 KB");
  expect(wordSize({ ...size, bytes: 90 })).toBe("1,072 × 640 pixels, 1 KB");
});
