import { describe, expect, it } from "vitest";
import { redactText, redactValue } from "./redact.ts";

describe("redaction", () => {
  it("masks addresses, numbers and tokens inside texts", () => {
    expect(redactText("550 maria.o'hara@mail.example unknown")).not.toContain("mail.example");
    expect(redactText("text to +1 415 555 0188 failed")).toBe("text to [phone] failed");
    expect(redactText("call (415) 555-0188")).toBe("call [phone]");
    expect(redactText("postgres://app:hunter2@db/packpost")).toBe("postgres://app:[secret]@db/packpost");
    expect(redactText("Authorization: Basic dXNlcjpwYXNzd29yZA==")).toBe("Authorization: Basic [secret]");
    expect(redactText("POST /api/unsubscribe/abc.def-123 200")).toBe("POST /api/unsubscribe/[secret] 200");
  });

  it("leaves ids, counts and times readable", () => {
    const text = "campaign 019ac0de-7a51-7c11-9f00-0123456789ab: 412 of 475 at 2026-11-22T14:05:09.123Z";
    expect(redactText(text)).toBe(text);
  });

  it("masks by key and inside errors", () => {
    const error = new Error("duplicate key (email)=(ana@petrov.example)");
    expect(JSON.stringify(redactValue({ to: "Ana", nested: { password: "x" }, error }))).not.toMatch(
      /Ana|"x"|petrov/,
    );
  });
});

it("C17 masks the provider's words, which may repeat what was sent", () => {
  const line = { providerMessage: "'To' Ana Petrov: our spring letter", status: 500 };
  expect(redactValue(line)).toEqual({ providerMessage: "[personal]", status: 500 });
});

it("masks what somebody made long in no time", () => {
  const start = performance.now();
  for (const unit of ["a", "a.", "a@", "@", "://", "a:", "=", "+1 ", "(555) "])
    redactText(unit.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(redactText(`${"a".repeat(300)}@mail.example and x@y.example`)).toBe("[email] and [email]");
});

it("P10 masks API keys but for what tells which one it was, and the secrets of webhooks", () => {
  const key = `ppk_Ab12Cd34Ef_${"a".repeat(22)}${"B-_7".repeat(10)}xyz`;
  expect(redactText(`refused ${key} here`)).toBe("refused ppk_Ab12Cd34Ef_[secret] here");
  expect(redactText("signed by whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD=")).toBe("signed by whsec_[secret]");
});
