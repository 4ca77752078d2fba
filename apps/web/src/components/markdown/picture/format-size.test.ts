import { expect, it } from "vitest";
import { formatSize } from "./format-size.ts";

it("says a picture's size as people read it", () => {
  const size = { address: "", widthPx: 1_072, heightPx: 640 };
  expect(formatSize({ ...size, bytes: 184_300 })).toBe("1,072 × 640 pixels, 184 KB");
  expect(formatSize({ ...size, bytes: 90 })).toBe("1,072 × 640 pixels, 1 KB");
});
