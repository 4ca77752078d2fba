import { expect, it } from "vitest";
import { formatHistory, isOutdatedPreview } from "./format-history.ts";

it("O3 says what was done to a campaign in words", () => {
  const word = (action: string, detail: Record<string, unknown> = {}) => {
    const { did, detail: more } = formatHistory({ action, detail }, "Europe/Berlin");
    return more === null ? did : `${did} ${more}`;
  };
  expect(word("campaign.created")).toBe("drafted it");
  expect(word("campaign.scheduled", { count: 412, sendAt: "2026-03-29T07:00:00.000Z" })).toBe(
    "scheduled it to 412 people, for Sunday 29 March 2026 at 09:00",
  );
  expect(word("campaign.paused", { automatic: true, cause: "audience_grew", confirmed: 412, now: 530 })).toBe(
    "paused it 412 confirmed, now 530, more people would get it than were confirmed",
  );
  expect(word("campaign.paused", { automatic: true, code: 10 })).toBe(
    "paused it the mail provider refused us",
  );
  expect(word("campaign.notice_queued", { to: "author", people: 2 })).toBe(
    "sent a mail about the pause of it to its author and to whoever sent it",
  );
  expect(word("campaign.copy_queued", { to: "sender" })).toBe("sent the copy of it to whoever sent it");
  expect(word("campaign.something_new")).toBe("something new");
});

it("O3 C6 says what was changed, and that a preview is older than a change", () => {
  const edited = { action: "campaign.edited", detail: { version: 3, fields: ["subject", "text"] } };
  expect(formatHistory(edited, "UTC")).toEqual({ did: "changed it:", detail: "subject, text" });
  expect(formatHistory({ ...edited, detail: { version: 3 } }, "UTC").did).toBe("edited it");
  const preview = { action: "campaign.preview_sent" };
  expect(isOutdatedPreview(preview, [edited])).toBe(true);
  expect(isOutdatedPreview(preview, [{ action: "campaign.scheduled" }])).toBe(false);
  expect(isOutdatedPreview(edited, [edited])).toBe(false);
});
