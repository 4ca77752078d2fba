import { expect, it } from "vitest";
import { whyNotReady } from "./picture-words.ts";

it("V13 says how many pictures cannot be sent", () => {
  const [stored, refused] = [{ state: { kind: "stored" } }, { state: { kind: "refused" } }];
  expect(whyNotReady([stored, stored])).toBeNull();
  expect(whyNotReady([stored, refused])).toBe("One picture cannot be sent");
  expect(whyNotReady([refused, refused])).toBe("2 pictures cannot be sent");
  expect(whyNotReady([{ state: { kind: "sending" } }])).toBe("Pictures are on their way");
});
