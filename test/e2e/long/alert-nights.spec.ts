import { readTexts } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";
import { activityOf, alertWords, askToSendAlert, openAlert, panelOf, writeAlert } from "../pages/alerts.ts";

const numbers = ["+12025550151", "+12025550152", "+12025550153"];
const clients = numbers.map((phone, at) => ({ name: ["Ana", "Ben", "Cleo"][at] ?? "", phone }));
const cleo = clients[2];

test("A12 T35 texts into somebody's night are held with their hour, by the zone in their file first; an override is recorded", async ({
  page,
  organisation,
  world,
  signInAs,
  look,
}) => {
  await organisation.openTexting(1_000);
  await organisation.addClients(clients);
  await organisation.beginNight("America/New_York");
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages?alerts=open");
  const saved = page.waitForResponse(/alert\.saveDraft/);
  await writeAlert(page, alertWords);
  await expect(panelOf(page)).toContainText(/done by \d\d:\d\d after the night/);
  await saved;

  await test.step("one of them lives elsewhere, as is said beside their number", async () => {
    await page.goto("/messages?new=1");
    await page.getByRole("dialog", { name: "New message" }).getByRole("combobox").fill("Cleo");
    await page.getByRole("option", { name: /^Cleo/ }).click();
    await expect(page.getByRole("heading", { name: "Cleo family" })).toBeVisible();
    if ((page.viewportSize()?.width ?? 0) < 1_000) {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: "About the family" }).click();
    }
    await page
      .getByRole("button", { name: /^More about \+/ })
      .filter({ visible: true })
      .first()
      .click();
    await expect(page.getByRole("menu", { name: "Cleo’s number" })).toContainText(
      /No mass texts .* to .* in New York/,
    );
    await page.getByRole("menuitem", { name: "Set their time zone" }).click();
    const dialog = page.getByRole("dialog", { name: "On whose clock Cleo sleeps" });
    await dialog.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Shanghai");
    await expect(dialog).toContainText(/No mass texts \d\d:\d\d to \d\d:\d\d in Shanghai/);
    await look("customer-zone", { whole: false, part: "dialog:modal" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("Lives on Shanghai time, now").filter({ visible: true })).toBeVisible();
    await look("family-panel-zone", { whole: false });
  });

  await page.goto("/messages?alerts=open");
  await expect(panelOf(page)).toContainText("2 of them after the night");
  const question = await askToSendAlert(page, "3 people");
  await expect(question).toContainText(
    /2 people would get it in their night \(\d\d:\d\d to \d\d:\d\d where they live\): held until .*\d\d:\d\d/,
  );
  await look("alerts-question-night", { whole: false, part: "dialog:modal" });
  await question.getByRole("button", { name: "Send to 3 people" }).click();
  const row = activityOf(page, alertWords);
  await expect(row).toContainText(/1 of 3 sent · it is night there: goes on at .*\d\d:\d\d/, {
    timeout: 60_000,
  });
  expect(await readTexts(world, organisation.id)).toEqual([cleo?.phone]);
  await look("alerts-held", { whole: false });
  const detail = await openAlert(page, alertWords);
  await expect(detail.getByText(/held for the night until .*\d\d:\d\d/)).toHaveCount(2);
  await look("alerts-detail-held", { whole: false, part: "dialog:modal" });
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: "Cancel the rest…" }).click();
  await page
    .getByRole("dialog", { name: /^Cancel it/ })
    .getByRole("button", { name: "Cancel for 2 people" })
    .click();
  await expect(row).toContainText("2 cancelled · 1 sent");

  await writeAlert(page, "The park is on fire. Stay away.");
  const urgent = await askToSendAlert(page, "3 people");
  await urgent.getByRole("checkbox", { name: "It cannot wait: text them at night too" }).check();
  await urgent.getByRole("button", { name: "Send to 3 people" }).click();
  await expect(activityOf(page, "The park is on fire")).toContainText("All 3 texts sent", {
    timeout: 60_000,
  });
  await expect(await openAlert(page, "The park is on fire")).toContainText(
    "at night too, decided by The owner",
  );
});
