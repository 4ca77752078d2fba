import { describe, expect, it } from "vitest";
import { isLinkTag, linkTag } from "./link-tag.ts";

const secret = "s".repeat(32);
const label = "packpost unsubscribe token v1";
const said = Buffer.from("abc");

describe("what links are signed with", () => {
  it("is what stands in mails that were delivered long ago", () => {
    expect(linkTag(label, said, secret).toString("hex")).toBe("4c31fa8e3fcab98bef1ccc6dbd63ec29");
  });

  it("holds for its kind alone, under each secret that there was", () => {
    const tag = linkTag(label, said, secret);
    expect(isLinkTag(label, { said, tag }, ["r".repeat(32), undefined, secret])).toBe(true);
    expect(isLinkTag("another kind", { said, tag }, [secret])).toBe(false);
    expect(isLinkTag(label, { said, tag: tag.subarray(1) }, [secret])).toBe(false);
  });
});
