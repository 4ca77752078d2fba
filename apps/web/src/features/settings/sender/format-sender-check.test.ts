import type { SenderPart } from "@packpost/core/sender/sender-parts";
import { expect, it } from "vitest";
import { formatSenderCheck } from "./format-sender-check.ts";

const check = (...states: SenderPart["state"][]) =>
  formatSenderCheck({
    ...{ domain: "a.example", checkedAt: new Date(), source: "dns", providerMessage: null },
    parts: states.map((state) => ({ part: "dkim", state })),
    mailService: null,
    refused: states.includes("missing"),
  });

it("C17 says what the check of the sender's domain comes to", () => {
  expect(check("ok", "ok")).toMatchObject({ headline: "a.example is verified.", tone: "good" });
  expect(check("ok", "missing")).toMatchObject({
    more: "One record is missing. Campaigns are refused until it is there.",
    tone: "bad",
  });
  expect(check("missing", "missing", "unknown").more).toBe(
    "2 records are missing. Campaigns are refused until they are there.",
  );
  expect(check("ok", "unknown")).toMatchObject({ tone: "look", more: expect.stringMatching(/may be sent/) });
  const never = {
    domain: "a.example",
    checkedAt: null,
    source: null,
    parts: [],
    providerMessage: null,
    mailService: null,
  };
  expect(formatSenderCheck({ ...never, refused: true }).tone).toBe("bad");
  expect(formatSenderCheck({ ...never, refused: false }).tone).toBe("look");
});

it("C17 a mail service's domain and an owner nobody could ask about are said plainly", () => {
  const known = { checkedAt: new Date(), source: "dns", providerMessage: null, refused: true } as const;
  const service = {
    ...known,
    domain: "gmail.com",
    parts: [],
    mailService: "gmail.com belongs to a mail service.",
  };
  expect(formatSenderCheck(service)).toMatchObject({
    tone: "bad",
    more: "gmail.com belongs to a mail service.",
  });
  const parts = [{ part: "owner", state: "unknown" } as const];
  expect(formatSenderCheck({ ...known, domain: "a.example", parts, mailService: null })).toMatchObject({
    headline: "Whether a.example is yours could not be looked up.",
    tone: "bad",
  });
});
