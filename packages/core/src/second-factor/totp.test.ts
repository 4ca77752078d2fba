import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";
import { createTotpSeals, makeTotpSecret, stepOfCode, totpUri } from "./totp.ts";

/** The secret of RFC 6238's test vectors, whose last six digits an app shows. */
const secret = Secret.fromLatin1("12345678901234567890").base32;
const at = (seconds: number) => new Date(seconds * 1000);

describe("O1 codes of authenticator apps", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("O1 at second %i it is %s (RFC 6238, appendix B)", (seconds, code) => {
    expect(stepOfCode(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it("O1 a clock may be one step off, not two; the step is the code's own", () => {
    const step = Math.floor(1_111_111_109 / 30);
    expect(stepOfCode(secret, "081804", at(1_111_111_109 + 30))).toBe(step);
    expect(stepOfCode(secret, "081804", at(1_111_111_109 - 30))).toBe(step);
    expect(stepOfCode(secret, "081804", at(1_111_111_109 + 60))).toBeNull();
  });

  it("O1 T66 an app lists it by the account's address", () => {
    expect(totpUri(secret, "dana@riverside.example")).toMatch(
      /^otpauth:\/\/totp\/Packpost:dana%40riverside\.example\?issuer=Packpost&secret=/,
    );
    expect(makeTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  });

  it("O1 what is sealed is one account's, and outlives a change of AUTH_SECRET", () => {
    const before = createTotpSeals(["x".repeat(32)]);
    const after = createTotpSeals(["y".repeat(32), "x".repeat(32)]);
    const sealed = before.seal(secret, "dana");
    expect(after.open(sealed, "dana")).toBe(secret);
    expect(() => after.open(sealed, "finn")).toThrow();
    expect(() => createTotpSeals(["y".repeat(32)]).open(sealed, "dana")).toThrow();
  });
});
