import { holdBack } from "../fixtures/hold-back.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectTotalsToAddUp } from "../pages/read-totals.ts";
import { openDraft } from "../pages/write-campaign.ts";

const names = Array.from({ length: 44 }, (_, at) => `deliver.p${at + 1}`);

test("C3 C4 C7 fifty pasted entries with six bad ones: marked, corrected, undone, sent", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople([
    ...names.map((name) => `${name}@mail.example`),
    "deliver.extra@mail.example",
  ]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await page.getByRole("button", { name: "Exclude", exact: true }).click();
  const exclude = page.getByRole("region", { name: "Exclude by hand" });
  await expect(exclude.getByRole("textbox", { name: "Exclude" })).toBeFocused();
  const good = names.map((name, at) => (at % 2 ? `${name} Test` : `${name}@mail.example`));
  const bad = ["nobody@mail.example", "deliver@", "Nobody Nowhere", "999999999", "---", "deliver.p1@"];
  await exclude.getByRole("textbox", { name: "Exclude" }).fill([...good, ...bad].join(", "));
  await exclude.getByRole("button", { name: "Exclude", exact: true }).click();
  await expect(exclude.getByRole("status")).toHaveText("Excluded 44 · 6 need a look");
  await expect(page.getByRole("button", { name: "Send to 1 person" })).toBeVisible();
  await expect(exclude.getByText("This is no email address. Nothing stands after the @.")).toHaveCount(2);
  await look("by-hand");

  // Corrected in its place; it means somebody who is on the list already.
  const wrong = exclude.getByRole("textbox", { name: "Correct “deliver.p1@”" });
  await wrong.fill("deliver.p1@mail.example");
  await wrong.press("Enter");
  await expect(exclude.getByRole("status")).toHaveText("Excluded 44 · 5 need a look · 1 named twice");
  await exclude.getByRole("button", { name: "Take the marked ones off" }).click();
  await expect(exclude.getByRole("status")).toHaveText("Excluded 44");
  await exclude.getByRole("button", { name: "Undo the removal" }).click();
  await expect(exclude.getByRole("status")).toHaveText("Excluded 44 · 5 need a look · 1 named twice");
  await exclude.getByRole("button", { name: "Show all 50" }).click();
  await exclude.getByRole("button", { name: "Take “deliver.p3@mail.example” off the list" }).click();
  await expect(page.getByRole("button", { name: "Send to 2 people" })).toBeVisible();

  await page.getByRole("button", { name: "Send to 2 people" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("without 43 excluded by hand");
  await dialog.getByRole("button", { name: "Send to 2 people" }).click();
  await expect(page.getByText("2 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(await expectTotalsToAddUp(page)).toEqual({ audience: 45, parts: { sent: 2, skipped: 43 } });
});

test("C3 what is typed while a list is being entered stays to be entered", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.addPeople(["deliver.a@mail.example", "deliver.b@mail.example"]);
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await page.getByRole("button", { name: "Exclude", exact: true }).click();
  const exclude = page.getByRole("region", { name: "Exclude by hand" });
  const field = exclude.getByRole("textbox", { name: "Exclude" });
  const line = await holdBack(page, /campaign\.entries\.enter/);
  await field.fill("deliver.a@mail.example");
  await field.press("Enter");
  await line.asked;
  await field.press("End");
  await field.pressSequentially(", deliver.b@mail.example");
  line.letGo();
  await expect(exclude.getByRole("status")).toHaveText("Excluded 1");
  await expect(field).toHaveValue("deliver.b@mail.example");
});

test("C7 C5 the audience changed since the review: who, and the list of what is looked at before sending", async ({
  page,
  context,
  world,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople([
    "deliver.ana@mail.example",
    "deliver.omar@mail.example",
    "deliver.pia@mail.example",
  ]);
  const draft = await organisation.addDraft({
    subject: "THE LAKE IS OPEN!!",
    bodyMarkdown: "See [the map](http://lake.example/map).",
  });
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  const reviewed = page.waitForResponse((answer) => answer.url().includes("campaign.sending.review"));
  await page.getByRole("button", { name: "Send to 3 people" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("This link is not secure")).toBeVisible();
  await expect(dialog.getByText("Your postal address is in the footer.")).toBeVisible();
  // The review has been written down before somebody else changes a list.
  await reviewed;
  const answer = await context.request.post("/api/trpc/campaign.entries.enter", {
    headers: { origin: world.webUrl, "content-type": "application/json" },
    data: {
      json: { campaignId: draft.split("/").at(-1), list: "exclude", text: "deliver.omar@mail.example" },
    },
  });
  expect(answer.ok()).toBe(true);
  await dialog.getByRole("button", { name: "Send to 3 people" }).click();
  await expect(dialog.getByRole("alert")).toContainText("3 → 2");
  await expect(dialog.getByRole("alert")).toContainText("No longer included: 1");
  await expect(dialog.getByRole("alert")).toContainText("Deliver.omar Test");
  await look("audience-changed", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "Go there" }).click();
  await expect(page.getByRole("textbox", { name: "Subject" })).toBeFocused();
});

test("C3 a name is completed while one types it, by keys alone, and goes on the list at once", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople([
    "deliver.ana@mail.example",
    "deliver.anton@mail.example",
    "deliver.zoe@mail.example",
  ]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await page.getByRole("button", { name: "Exclude", exact: true }).click();
  const exclude = page.getByRole("region", { name: "Exclude by hand" });
  const field = exclude.getByRole("textbox", { name: "Exclude" });
  await field.pressSequentially("deliver.an");
  const offered = page.getByRole("listbox", { name: "Customers who may be meant" }).getByRole("option");
  await expect(offered).toHaveCount(2);
  await look("name-completion", { whole: false });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(offered.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(offered.nth(1)).toHaveText(/anton/i);
  // Esc closes the list alone, and what was typed stays.
  await page.keyboard.press("Escape");
  await expect(offered).toHaveCount(0);
  await expect(field).toHaveValue("deliver.an");
  await expect(field).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(exclude.getByRole("status")).toHaveText("Excluded 1");
  await expect(field).toHaveValue("");
  await expect(page.getByRole("button", { name: "Exclude · 1" })).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("button", { name: "Send to 2 people" })).toBeVisible();
  // Folded again, and the focus is where it was.
  await page.getByRole("button", { name: "Exclude · 1" }).press("Enter");
  await expect(exclude).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Exclude · 1" })).toBeFocused();
});
