import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkSecrets } from "./secrets.ts";
import { mintUnsubscribeToken, verifyUnsubscribeToken } from "./token.ts";

const secret = "s".repeat(32);
const rotated = "r".repeat(32);
const claim = {
  organisationId: "0198c1a2-0000-7000-8000-00000000aaaa",
  recipientId: "0198c1a2-0000-7000-8000-00000000bbbb",
};

describe("unsubscribe token", () => {
  it("comes back as what it was made of, and fits a path", () => {
    const ids = fc.record({ organisationId: fc.uuid(), recipientId: fc.uuid() });
    fc.assert(
      fc.property(ids, (any) => {
        const token = mintUnsubscribeToken(any, secret);
        expect(token).toMatch(/^[\w-]{64}$/);
        expect(verifyUnsubscribeToken(token, [secret])).toEqual(any);
      }),
    );
  });

  it("is worthless when a single character differs", () => {
    const token = mintUnsubscribeToken(claim, secret);
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === "A" ? "B" : "A";
      expect(
        verifyUnsubscribeToken(token.slice(0, index) + other + token.slice(index + 1), [secret]),
      ).toBeUndefined();
    }
  });

  it("refuses everything else", () => {
    const token = mintUnsubscribeToken(claim, secret);
    const others = [
      "",
      "x",
      token.slice(1),
      `${token}A`,
      `${token.slice(0, 63)}=`,
      "é".repeat(64),
      "/".repeat(64),
    ];
    for (const other of others) expect(verifyUnsubscribeToken(other, [secret])).toBeUndefined();
    expect(verifyUnsubscribeToken(token, [rotated])).toBeUndefined();
  });

  it("C17 survives what mail programs put around a link", () => {
    const token = mintUnsubscribeToken(claim, secret);
    const cut = `${token.slice(0, 40)}=\r\n${token.slice(40)}`;
    const wrapped = `${token.slice(0, 40)}\n ${token.slice(40)}`;
    for (const rest of [".", ">", "=20", ")", "&gt;", "%3E", "/", "\u200b", "”", " ", "\r\n", "?x", ",and"])
      expect([rest, verifyUnsubscribeToken(`${token}${rest}`, [secret])]).toEqual([rest, claim]);
    for (const linked of [cut, wrapped, `<${token}>`, ` ${token}`])
      expect([linked, verifyUnsubscribeToken(linked, [secret])]).toEqual([linked, claim]);
    for (const other of [`${token}_x`, `${token}-`, `x${token}`, `${token}${".".repeat(2_000)}`])
      expect([other, verifyUnsubscribeToken(other, [secret])]).toEqual([other, undefined]);
  });

  it("K03 outlives every rotation whose secrets are still named", () => {
    const token = mintUnsubscribeToken(claim, secret);
    const before = "b".repeat(32);
    expect(linkSecrets(rotated, undefined)).toEqual([rotated]);
    expect(verifyUnsubscribeToken(token, linkSecrets(rotated, secret))).toEqual(claim);
    expect(verifyUnsubscribeToken(token, linkSecrets(rotated, `${before}, ${secret}`))).toEqual(claim);
    expect(verifyUnsubscribeToken(token, linkSecrets(rotated, before))).toBeUndefined();
    const comma = `${"c".repeat(20)},${"d".repeat(20)}`;
    const old = mintUnsubscribeToken(claim, comma);
    expect(verifyUnsubscribeToken(old, linkSecrets(rotated, comma))).toEqual(claim);
  });

  it("outlives one rotation of the secret", () => {
    const token = mintUnsubscribeToken(claim, secret);
    expect(verifyUnsubscribeToken(token, [rotated, secret])).toEqual(claim);
    expect(verifyUnsubscribeToken(token, [rotated, undefined])).toBeUndefined();
    expect(verifyUnsubscribeToken(token, [rotated, ""])).toBeUndefined();
  });

  it("is not minted from a short secret or anything but uuids", () => {
    expect(() => mintUnsubscribeToken(claim, "short")).toThrow();
    expect(() => mintUnsubscribeToken({ ...claim, recipientId: "42" }, secret)).toThrow();
  });
});
