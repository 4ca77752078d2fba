import { organisationIdFrom } from "@packpost/db/organisation-id";
import { expect, it } from "vitest";
import { makeLink, readLink } from "./link-token.ts";

const organisationId = organisationIdFrom("019aaaaa-0000-7000-8000-00000000000f");

it("O1 T49 a link names its organisation in small letters and digits, in any case the mail brings it; no two are alike", () => {
  const [one, other] = [makeLink(organisationId), makeLink(organisationId)];
  expect(one.token).toMatch(/^[a-z2-7]{52}$/);
  expect(one.token).not.toBe(other.token);
  expect(readLink(one.token)).toEqual({ organisationId, hash: one.hash });
  expect(readLink(one.token.toUpperCase())).toEqual({ organisationId, hash: one.hash });
});

it.each(["", "x", "a".repeat(26), "1".repeat(52), "a".repeat(53), "\u0000".repeat(52)])(
  "O1 %j is no link",
  (token) => {
    expect(readLink(token)).toBeNull();
  },
);
