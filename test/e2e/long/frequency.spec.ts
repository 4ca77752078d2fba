import { expect, test } from "../fixtures/test.ts";
import { countOnChip, reviewChip, showReason } from "../pages/audience-review.ts";
import { saveSettings } from "../pages/settings.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

test("C4 O2 who has had enough is left out of the next campaign, with the reason, and its day", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.anna@mail.example", "deliver.ben@mail.example"]);
  const [first, second] = [await organisation.addDraft(), await organisation.addDraft({ subject: "Again" })];
  await signInAs(organisation.emailOf("owner"));
  await saveSettings(page, "Not too often", { "Most campaigns a person gets": "1" });
  await look("frequency-setting", { whole: false });
  await openDraft(page, first);
  await pressSend(page, "2 people");
  await expect(page.getByText("2 sent", { exact: true })).toBeVisible({ timeout: 60_000 });

  await organisation.addPeople(["deliver.cleo@mail.example"]);
  await openDraft(page, second);
  await expect.poll(() => countOnChip(page, /^Will receive/)).toBe(1);
  const enough = await showReason(page, /^Enough campaigns lately/);
  await expect(enough).toHaveCount(2);
  await expect(enough.first()).toContainText(/campaign/);
  await expect(reviewChip(page, /^Will not/)).toContainText("2");
  await look("frequency-review");
});
