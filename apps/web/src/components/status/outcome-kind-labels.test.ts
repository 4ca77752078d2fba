import { recipientStatuses } from "@packpost/core/campaign/buckets";
import { bounceWordOf, bounceWords, dropReasons } from "@packpost/core/campaign/outcome-kinds";
import { describe, expect, it } from "vitest";
import { recipientStates } from "#web/components/status/state-vocabulary.ts";
import { bounceKinds, dropKinds } from "./outcome-kind-labels.ts";

const sentence = /^[A-Z].{15,}[.!]$/;

describe("C9 the glossary has a sentence for everything that is shown", () => {
  it.each(recipientStatuses)("status %s", (status) => {
    expect(recipientStates[status].meaning).toMatch(sentence);
  });

  it.each(dropReasons)("dropped: %s, with what to do", (reason) => {
    expect(dropKinds[reason].meaning).toMatch(sentence);
    expect(dropKinds[reason].advice).toMatch(sentence);
  });

  it.each(bounceWords)("bounced: %s, with what to do", (kind) => {
    expect(bounceKinds[kind].meaning).toMatch(sentence);
    expect(bounceKinds[kind].advice).toMatch(sentence);
  });

  it("gives each its own word", () => {
    const words = [...Object.values(dropKinds), ...Object.values(bounceKinds)].map(({ word }) => word);
    expect(new Set(words).size).toBe(words.length);
  });

  it("calls a bounce by what tells most", () => {
    expect(bounceWordOf({ bounce: "soft", bounceKind: "spam_content" })).toBe("spam_content");
    expect(bounceWordOf({ bounce: "soft", bounceKind: null })).toBe("soft");
    expect(bounceWordOf({ bounce: "hard", bounceKind: "blocked" })).toBe("hard");
    expect(bounceWordOf({ bounce: null, bounceKind: null })).toBeNull();
  });
});
