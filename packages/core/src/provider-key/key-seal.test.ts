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

it("O2 after a change of SECRETS_KEY the one before opens what it sealed, until that is sealed anew", () => {
  const [older, newer] = [
    "the secrets key before a change as long",
    "the secrets key after a change as long",
  ];
  const sealed = createKeySeal(older).seal("server-token", about);
  const both = createKeySeal(newer, `one that opens nothing of it,${older}`);
  expect(both.open(sealed, about)).toBe("server-token");
  const anew = both.reseal(sealed, about) ?? "";
  expect(createKeySeal(newer).open(anew, about)).toBe("server-token");
  expect(both.reseal(anew, about)).toBeNull();
  expect(() => createKeySeal(older).open(anew, about)).toThrow();
  // As what it was sealed for alone, and by whoever knows a key.
  expect(() => both.reseal(sealed, "organisation-2 email")).toThrow();
  expect(() => createKeySeal(newer).reseal(sealed, about)).toThrow();
});
