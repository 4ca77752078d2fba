import { describe, expect, it } from "vitest";
import { readAddressList } from "./read-address-list.ts";

const addresses = (list: string) => readAddressList(list).map(({ address }) => address);

describe("readAddressList", () => {
  it("C6 takes commas, semicolons and line breaks, bare or with a name", () => {
    expect(addresses("a@b.example, Dana Reed <dana@b.example>;\n c@b.example,,")).toEqual([
      "a@b.example",
      "dana@b.example",
      "c@b.example",
    ]);
  });

  it("C6 keeps what is no address in its place, as it was typed", () => {
    expect(readAddressList("a@b.example, dana@, two words")).toEqual([
      { text: "a@b.example", address: "a@b.example", fault: null },
      { text: "dana@", address: null, fault: "Nothing stands after the @." },
      { text: "two words", address: null, fault: "There is a space in it." },
    ]);
  });

  it("C6 counts an address that stands twice once", () => {
    expect(addresses("a@b.example, A@B.example, <a@b.example>")).toEqual(["a@b.example"]);
  });

  it("C6 lets no header in", () => {
    for (const bad of [
      "a@b.example\tBcc: x@y.example",
      "a@b.example Bcc:x@y.example",
      `${"a".repeat(250)}@b.example`,
    ])
      expect(addresses(bad)).toEqual([null]);
  });
});
