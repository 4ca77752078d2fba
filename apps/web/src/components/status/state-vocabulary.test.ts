import { recipientStatuses } from "@packpost/core/campaign/buckets";
import { expect, it } from "vitest";
import { recipientStates } from "./state-vocabulary.ts";

it.each(recipientStatuses)(
  "C9 the glossary has a word and a sentence of its own for the status %s",
  (status) => {
    const { word, meaning } = recipientStates[status];
    expect(word).toMatch(/^[A-Z]\w{2}/);
    expect(meaning).toMatch(/^[A-Z].{12,}\.$/);
    const same = recipientStatuses.filter((other) => recipientStates[other].word === word);
    expect(same).toEqual([status]);
  },
);
