import { expect, it } from "vitest";
import { formatManualRecipients } from "./format-manual-recipients.ts";

const audience = {
  willReceive: 551,
  willNot: 60,
  added: 0,
  addedReceiving: 0,
  open: [],
  reasons: [],
  today: "2026-11-28",
};
const excluded = [{ code: "excluded_by_hand" as const, people: 2 }];

it("C7 names of those added only who is among the people confirmed", () => {
  expect(formatManualRecipients(audience, 551)).toBe("");
  expect(formatManualRecipients({ ...audience, added: 600, addedReceiving: 551 }, 551)).toBe(
    ", with 551 added by hand, 49 more added by hand will not receive it",
  );
  expect(formatManualRecipients({ ...audience, added: 3, addedReceiving: 3, reasons: excluded }, 551)).toBe(
    ", with 3 added by hand and without 2 excluded by hand",
  );
  expect(formatManualRecipients({ ...audience, added: 1, addedReceiving: 0 }, 551)).toBe(
    ", 1 added by hand will not receive it",
  );
  expect(formatManualRecipients({ ...audience, reasons: excluded }, 551)).toBe(
    ", without 2 excluded by hand",
  );
});

it("C7 says nothing of an audience that is not the one confirmed", () => {
  expect(formatManualRecipients({ ...audience, added: 3, addedReceiving: 3 }, 550)).toBe("");
  expect(formatManualRecipients(undefined, 551)).toBe("");
});
