import { expect, it } from "vitest";
import { createKeySeal } from "./key-seal.ts";

const seal = createKeySeal("a secrets key that only tests have, long");
const about = "organisation-1 email";

it("O2 a key is read again by who sealed it, for the same alone", () => {
  const sealed = seal.seal("server-token", about);
  expect(seal.open(sealed, about)).toBe("server-token");
  expect(sealed).not.toContain("server-token");
  expect(seal.seal("server-token", about)).not.toBe(sealed);
  expect(() => seal.open(sealed, "organisation-2 email")).toThrow();
  expect(() => createKeySeal("another key of an installation, as long").open(sealed, about)).toThrow();
});

it.each(["", "AAAA", "no base64 at all"])("O2 refuses %j", (sealed) => {
  expect(() => seal.open(sealed, about)).toThrow();
});

it("O2 refuses what was changed", () => {
  const bytes = Buffer.from(seal.seal("server-token", about), "base64");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => seal.open(bytes.toString("base64"), about)).toThrow();
});
