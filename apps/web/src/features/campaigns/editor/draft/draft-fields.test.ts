import { describe, expect, it } from "vitest";
import { type DraftFields, mergeDrafts } from "./draft-fields.ts";

const base: DraftFields = { name: "a", passId: null, subject: "s", preheader: "", bodyMarkdown: "text" };

describe("two people edit one draft", () => {
  it("keeps both where they changed different fields", () => {
    const { merged, clashes } = mergeDrafts(base, { ...base, subject: "mine" }, { ...base, name: "theirs" });
    expect(merged).toEqual({ ...base, subject: "mine", name: "theirs" });
    expect(clashes).toEqual([]);
  });

  it("names the field that both changed, and overwrites nothing by itself", () => {
    const mine = { ...base, bodyMarkdown: "mine" };
    expect(mergeDrafts(base, mine, { ...base, bodyMarkdown: "theirs" }).clashes).toEqual(["bodyMarkdown"]);
    expect(mergeDrafts(base, mine, mine).clashes).toEqual([]);
  });
});
