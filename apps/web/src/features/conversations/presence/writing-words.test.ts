import type { PresentPerson } from "@packpost/core/conversation/presence/read-presence";
import { expect, it } from "vitest";
import { writingWords } from "./writing-words.ts";

const one = (name: string, more: Partial<PresentPerson> = {}): PresentPerson => ({
  ...{ threadId: "t", id: name, kind: "staff", name, doing: "typing" },
  ...more,
});

it("V10 says who writes what; who only looks is no news", () => {
  expect(writingWords([one("Ben Wu", { doing: "viewing" })])).toBe(null);
  expect(writingWords([one("Ben Wu")])).toBe("Ben is replying");
  expect(writingWords([one("Ben Wu"), one("Ana Silva")])).toBe("Ben and Ana are replying");
  expect(writingWords([one("Maria", { kind: "customer" }), one("Ben Wu", { doing: "noting" })])).toBe(
    "Maria is typing, Ben is writing a note",
  );
});
