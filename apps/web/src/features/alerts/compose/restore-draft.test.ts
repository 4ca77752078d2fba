import { describe, expect, it } from "vitest";
import { restoreDraft } from "./restore-draft.ts";

const range = { kind: "tomorrow" } as const;
const server = { range, body: "The road is closed", version: 5 };

describe("T12 the draft of an alert when its panel opens", () => {
  it("T12 is the server's where nothing was left unsaved", () => {
    expect(restoreDraft(server, null)).toEqual({ draft: server, dirty: false, other: null });
    // Saved as the page was left, which nobody heard.
    expect(restoreDraft(server, { ...server, version: 4 })).toEqual({
      ...{ draft: server, dirty: false, other: null },
    });
  });

  it("T12 is what could not be saved, also where an earlier part of it was, or it was sent meanwhile", () => {
    const mine = { range, body: "The road is closed until noon", version: 5 };
    expect(restoreDraft(server, mine)).toEqual({ draft: mine, dirty: true, other: null });
    expect(restoreDraft({ ...server, version: 6 }, mine)).toEqual({
      ...{ draft: { ...mine, version: 6 }, dirty: true, other: null },
    });
    const sent = { range: null, body: "", version: 7 };
    expect(restoreDraft(sent, mine)).toMatchObject({ draft: { body: mine.body, version: 7 }, other: null });
  });

  it("T12 is chosen by a person where another device has written something else since", () => {
    const mine = { range, body: "The gate is closed", version: 4 };
    expect(restoreDraft(server, mine)).toEqual({
      ...{ draft: { ...mine, version: 5 }, dirty: true, other: server },
    });
  });
});
