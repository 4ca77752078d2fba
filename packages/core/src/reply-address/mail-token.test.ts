import { randomBytes, randomUUID } from "node:crypto";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { describe, expect, it } from "vitest";
import { linkSecrets } from "../unsubscribe/secrets.ts";
import { fromToken, toToken } from "./base32.ts";
import { createMailTokens } from "./mail-token.ts";

const organisationId = organisationIdFrom(randomUUID());
const secret = "a secret that only this test has, long enough";
const tokens = createMailTokens({ organisationId, secrets: linkSecrets(secret, undefined) });

describe("V9 T37 the token of a mail", () => {
  it("V9 T37 is 26 letters of base32, the same each time, and leads back to its mail whatever its case", () => {
    const id = randomUUID();
    const token = tokens.of(id);
    expect(token).toMatch(/^[a-z2-7]{26}$/);
    expect(tokens.of(id)).toBe(token);
    expect(tokens.idsIn(token.toUpperCase())).toEqual([id]);
  });

  it("V9 T37 says nothing of the next mail's: ids that follow each other share no beginning", () => {
    const ids = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"];
    const [one = "", other = ""] = ids.map((id) => tokens.of(id));
    expect(one.slice(0, 6)).not.toBe(other.slice(0, 6));
    expect(one.slice(-6)).not.toBe(other.slice(-6));
  });

  it("V9 leads nowhere for another organisation, and to its mail after a rotation of the secret", () => {
    const id = randomUUID();
    const token = tokens.of(id);
    const elsewhere = createMailTokens({
      organisationId: organisationIdFrom(randomUUID()),
      secrets: [secret],
    });
    expect(elsewhere.idsIn(token)).not.toContain(id);
    const rotated = createMailTokens({
      organisationId,
      secrets: linkSecrets("the secret after it, which is just as long", secret),
    });
    expect(rotated.idsIn(token)).toContain(id);
  });

  it("V9 reads nothing that is no token", () => {
    for (const text of ["", "a".repeat(25), "a".repeat(27), `${"a".repeat(25)}1`, `7${"a".repeat(25)}`])
      expect(tokens.idsIn(text)).toEqual([]);
  });

  it("V9 any sixteen bytes survive their letters", () => {
    for (let round = 0; round < 500; round++) {
      const bytes = randomBytes(16);
      expect(fromToken(toToken(bytes))).toEqual(new Uint8Array(bytes));
    }
    expect(toToken(new Uint8Array(16).fill(255))).toBe(`h${"7".repeat(25)}`);
  });
});
