import { everyReasonCode } from "@packpost/core/audience/reasons";
import { expect, it } from "vitest";
import { formatReason, reasonLabels } from "./reason-words.ts";

const now = new Date("2026-11-22T12:00:00Z");
const zone = "America/Los_Angeles";

it("K17 says what is wrong with an address", () => {
  const words = "There are two dots in a row before the @.";
  expect(formatReason({ code: "invalid_email", providerMessage: words }, now, zone)).toBe(
    `Invalid email: ${words}`,
  );
  expect(formatReason({ code: "invalid_email" }, now, zone)).toBe("Invalid email");
});

it("C4 says what is worth knowing about a reason", () => {
  expect(
    formatReason({ code: "registration_expired", day: "2026-10-03", pets: ["Biscuit"] }, now, zone),
  ).toBe("Registration expired on 3 Oct: Biscuit");
  expect(formatReason({ code: "unsubscribed", at: "2025-05-12T10:00:00Z", source: "link" }, now, zone)).toBe(
    "Unsubscribed on 12 May 2025",
  );
  expect(formatReason({ code: "same_mailbox", providerMessage: "Anja Obi" }, now, zone)).toBe(
    "Same mailbox as Anja Obi",
  );
  const at = "2026-10-19T10:00:00Z";
  expect(formatReason({ code: "unsubscribed", at, source: "link", by: "Ana Okafor" }, now, zone)).toBe(
    "Ana Okafor unsubscribed at this address on 19 Oct",
  );
  expect(formatReason({ code: "unsubscribed", at, source: "provider", by: "" }, now, zone)).toBe(
    "This address unsubscribed on 19 Oct",
  );
  expect(formatReason({ code: "pet_inactive", pets: ["Moss", ""] }, now, zone)).toBe(
    "Pet inactive: Moss, unnamed",
  );
  expect(formatReason({ code: "no_email" }, now, zone)).toBe("No email");
});

it.each(everyReasonCode)("C4 says the day of %s as of every other reason, if at all", (code) => {
  const words = formatReason({ code, at: "2026-10-19T10:00:00Z", day: "2026-10-19" }, now, zone);
  expect(words.replace(/ on 19 Oct$|^Silent since Oct 2026$/, "")).not.toMatch(/\d/);
});

it.each(everyReasonCode)("C9 the glossary has a sentence for the reason %s", (code) => {
  expect(reasonLabels[code].meaning).toMatch(/^[A-Z].{15,}\.$/);
  expect(reasonLabels[code].fix ?? "Nothing").toMatch(/^[A-Z][^.]*$/);
});
