import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { holdBack } from "../fixtures/hold-back.ts";
import { expect, test } from "../fixtures/test.ts";
import { expectPreviewToSay } from "../pages/preview.ts";
import { askToSend } from "../pages/send-campaign.ts";
import { openSettings, openSettingsPart, saveSettings, settingsPart } from "../pages/settings.ts";
import { openDraft } from "../pages/write-campaign.ts";

test("O2 C13 C12 each setting is saved, survives a reload, and counts where it should", async ({
  page,
  organisation,
  signInAs,
  orm,
  look,
}) => {
  await organisation.addPeople(["a", "b", "c", "d", "e"].map((name) => `deliver.${name}@mail.example`));
  const draft = await organisation.addDraft({ bodyMarkdown: "[See the map](https://lake.example/map)" });
  await signInAs(organisation.emailOf("admin"));
  await openSettings(page);
  await look("settings");

  await saveSettings(page, "Organisation", {
    Name: "Lakeside Hounds",
    "Postal address": "Lakeside Hounds\nPier 7\n10115 Berlin",
    "Support address": "Help@Hounds.example",
    "Brand colour": "#205493",
  });
  const zone = settingsPart(page, "Organisation").getByRole("combobox", { name: "Time zone" });
  await zone.click();
  await zone.fill("New_York");
  await page.getByRole("option", { name: "America/New_York" }).click();
  await saveSettings(page, "Organisation", {});
  await saveSettings(page, "Sender", {
    "Sender name": "The Hounds",
    "Sender address": "news@hounds.example",
  });
  await saveSettings(page, "Pace", {
    "Most people in a wave": "2",
    "Minutes between two waves": "3",
    "Messages a second": "40",
  });
  await saveSettings(page, "Mass text alerts", { "Seconds from one text to the next": "6" });
  await saveSettings(page, "How long reports are kept", { "Days that full reports are kept": "30" });

  await page.reload();
  for (const [part, label, value] of [
    ["Organisation", "Name", "Lakeside Hounds"],
    ["Organisation", "Postal address", "Lakeside Hounds\nPier 7\n10115 Berlin"],
    ["Organisation", "Support address", "help@hounds.example"],
    ["Organisation", "Brand colour", "#205493"],
    ["Sender", "Sender name", "The Hounds"],
    ["Sender", "Sender address", "news@hounds.example"],
    ["Pace", "Most people in a wave", "2"],
    ["Pace", "Minutes between two waves", "3"],
    ["Pace", "Messages a second", "40"],
    ["Mass text alerts", "Seconds from one text to the next", "6"],
    ["How long reports are kept", "Days that full reports are kept", "30"],
  ] as const)
    await expect((await openSettingsPart(page, part)).getByLabel(label)).toHaveValue(value);
  await openSettings(page);
  await expect(zone).toHaveValue("America/New_York");
  // Every save that changed something is written down, with before and after.
  const organisationId = organisationIdFrom(organisation.id);
  const { rows } = await inOrganisation(orm, organisationId, (em) =>
    sql<{ section: string }>`
      select detail->>'section' as section from audit
      where organisation_id = ${organisationId} and action = 'settings.changed' order by section`.execute(
      em.getKysely(),
    ),
  );
  expect(rows.map(({ section }) => section)).toEqual([
    ...["alerts", "organisation", "organisation", "retention", "sender", "sending"],
  ]);

  await openDraft(page, draft);
  await expectPreviewToSay(page, /Lakeside Hounds[\s\S]*Pier 7/);
  const html = await page.evaluate<string>(
    "document.querySelector('iframe[title=\"Preview of the mail\"]').contentDocument.body.innerHTML",
  );
  expect(html.toLowerCase()).toContain("#205493");
  await expect(page.getByText("The Hounds <news@hounds.example>")).toBeVisible();
  const dialog = await askToSend(page, "5 people");
  await expect(dialog).toContainText("3 waves");
  await expect(dialog).toContainText("The Hounds <news@hounds.example>");
  await look("send-dialog-waves", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await expect(page.getByRole("dialog").getByLabel("Time in New York")).toBeVisible();
});

test("O2 a mistake is told where it is made, and nothing is saved", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("owner"));
  page.on("dialog", (leave) => void leave.accept());
  const mistakes = [
    ["Organisation", "Name", "", "Give the organisation's name."],
    ["Organisation", "Support address", "help at lake", "This is not an email address."],
    ["Sender", "Sender address", "hello@", "This is not an email address."],
    ["Pace", "Most people in a wave", "0", "At least 1, or empty for no cap."],
    ["Pace", "Minutes between two waves", "-5", ""],
    ["Pace", "Messages a second", "20000", "At most 10,000."],
    ["Mass text alerts", "Seconds from one text to the next", "61", "At most 60 seconds."],
    ["How long reports are kept", "Days that full reports are kept", "0", "At least 1 day."],
  ] as const;
  for (const [part, label, value, words] of mistakes) {
    const section = await openSettingsPart(page, part);
    const field = section.getByLabel(label);
    await field.fill(value);
    await field.blur();
    await section.getByRole("button", { name: "Save" }).click();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(words.replaceAll(".", "\\.")));
    // What was typed stands there as it was typed.
    await expect(field).toHaveValue(value);
    if (label === "Messages a second") await look("settings-mistakes");
  }
  // What is no colour goes back to the last that was one.
  await openSettings(page);
  const colour = settingsPart(page, "Organisation").getByLabel("Brand colour");
  await colour.fill("#12");
  await colour.blur();
  await expect(colour).toHaveValue(/^#1f5c4d$/i);
  await openSettings(page, "sending");
  const address = settingsPart(page, "Sender").getByLabel("Sender address");
  await address.fill("hello@");
  await settingsPart(page, "Sender").getByRole("button", { name: "Take back" }).click();
  await expect(address).toHaveValue("hello@test.example");
  await openSettings(page);
  await expect(settingsPart(page, "Organisation").getByLabel("Name")).toHaveValue("Lakeside Dogs");
});

test("O2 C17 without a postal address nothing can be sent, and the way to it is shown", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.a@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page);
  await saveSettings(page, "Organisation", { "Postal address": "" });
  await openDraft(page, draft);
  const send = page.getByRole("button", { name: "Send to 1 person" });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(send).toHaveAccessibleDescription(/postal address/);
  await look("editor-without-address");
});

test("O2 what somebody else saved meanwhile is not overwritten unasked", async ({
  page,
  context,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page, "sending");
  const other = await context.newPage();
  await openSettings(other, "sending");
  await saveSettings(other, "Sender", { "Sender name": "Theirs" });
  const section = settingsPart(page, "Sender");
  await section.getByLabel("Sender name").fill("Mine");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("alert")).toContainText("Somebody has changed this meanwhile.");
  await look("settings-conflict");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("status")).toHaveText("Saved");
  await other.reload();
  await expect(settingsPart(other, "Sender").getByLabel("Sender name")).toHaveValue("Mine");
});

test("O2 what is typed while it is being saved stays to be saved", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await openSettings(page, "sending");
  const section = settingsPart(page, "Sender");
  const line = await holdBack(page, /settings\.edit/);
  await section.getByLabel("Sender name").fill("The Hounds");
  await section.getByRole("button", { name: "Save" }).click();
  await line.asked;
  await section.getByLabel("Sender address").fill("news@hounds.example");
  line.letGo();
  await expect(section.getByRole("button", { name: "Save" })).not.toHaveAttribute("aria-busy", "true");
  await expect(section.getByRole("button", { name: "Take back" })).toBeEnabled();
  await expect(section.getByLabel("Sender address")).toHaveValue("news@hounds.example");
  await saveSettings(page, "Sender", {});
  await page.reload();
  await expect(section.getByLabel("Sender name")).toHaveValue("The Hounds");
  await expect(section.getByLabel("Sender address")).toHaveValue("news@hounds.example");

  await openSettings(page, "texting");
  const number = page.getByRole("form", { name: "Your number" });
  const field = number.getByLabel("Your number");
  await field.fill("+12025550111");
  await number.getByRole("button", { name: "Save the number" }).click();
  await expect(number.getByRole("status")).toHaveText("Saved");
  await expect(field).toHaveValue("+1 202 555 0111");
  await expect(page.getByText("What families text comes to Packpost by this address")).toContainText(
    "The simulator knows it already",
  );
  await look("settings-texting-number");
});

test("O2 settings are for owners and admins", async ({ page, organisation, signInAs, watch }) => {
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/campaigns");
  await expect(page.getByRole("link", { name: "Campaigns" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
  watch.expectProblems(/403/);
  for (const path of ["/settings", "/settings/sending", "/settings/blocked-addresses"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This page is for other roles" })).toBeVisible();
  }
});

test("O2 the settings by group: each page has its address, the former one's parts lead to where they stand, a phone goes from the list to a page and back", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  // Nine pages, each looked at in light and in the dark.
  test.setTimeout(300_000);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/settings");
  await look("settings");
  const list = page.getByRole("main");
  await list.getByRole("link", { name: /^Sending/ }).click();
  await expect(page).toHaveURL(/\/settings\/sending$/);
  await expect(page.getByRole("heading", { level: 1, name: "Sending" })).toBeVisible();
  await look("settings-sending");
  const navigation = page.getByRole("navigation", { name: "Settings" });
  if (info.project.name === "phone") {
    await expect(navigation).toBeHidden();
    await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link").click();
    await expect(page).toHaveURL(/\/settings$/);
    await list.getByRole("link", { name: /^Texting/ }).click();
  } else {
    await expect(navigation.getByRole("link", { name: "Sending" })).toHaveAttribute("aria-current", "page");
    await navigation.getByRole("link", { name: "Texting" }).click();
  }
  await expect(page).toHaveURL(/\/settings\/texting$/);
  await expect(page.getByRole("form", { name: "Quiet hours" })).toBeVisible();
  await look("settings-texting");
  for (const place of ["general", "messages", "providers", "data", "blocked-addresses", "api"]) {
    await page.goto(`/settings/${place}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // All its parts: the picture is as high as the page was before it is taken.
    await page.waitForLoadState("networkidle");
    await look(`settings-${place}`);
  }
  for (const [old, now] of [
    ["stop", "sending"],
    ["quiet-hours", "texting"],
    ["webhook", "providers"],
  ] as const) {
    await page.goto("/campaigns");
    await page.goto(`/settings#${old}`);
    await expect(page).toHaveURL(new RegExp(`/settings/${now}#${old}$`));
    await expect(page.locator(`#${old}`)).toBeInViewport();
  }
});
