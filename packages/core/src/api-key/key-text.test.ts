import { organisationIdFrom } from "@packpost/db/organisation-id";
import { expect, it } from "vitest";
import { makeKey, readKey } from "./key-text.ts";

const organisationId = organisationIdFrom("019aaaaa-0000-7000-8000-00000000000f");

it("P10 a key names its organisation, and no two are alike", () => {
  const [one, other] = [makeKey(organisationId), makeKey(organisationId)];
  expect(readKey(one.key)).toEqual({ organisationId, publicPart: one.publicPart, hash: one.hash });
  expect(one.key).not.toBe(other.key);
  expect(one.key).toMatch(/^ppk_[A-Za-z0-9]{10}_[A-Za-z0-9_-]{65}$/);
  expect(one.hash).not.toContain(one.key.slice(-43));
});

it.each([
  "",
  "ppk_",
  "Bearer x",
  "ppk_ABCDEFGHIJ_short",
  `ppk_ABCDEFGHIJ_${"a".repeat(66)}`,
  "ppk_ABCDEFGHI\u0000_x",
])("P10 %j is no key", (text) => {
  expect(readKey(text)).toBeNull();
});
