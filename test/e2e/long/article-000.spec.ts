import { addArticlePeople } from "../fixtures/article-people.ts";
import { expect, test } from "../fixtures/test.ts";
import { showReason } from "../pages/audience-review.ts";
import { expectPreviewToSay } from "../pages/preview.ts";
import { readExport } from "../pages/read-export.ts";
import { readNames } from "../pages/read-table.ts";
import { expectTotalsToAddUp, outcomeTile } from "../pages/read-totals.ts";
import { askToSend } from "../pages/send-campaign.ts";
import { openSettings, saveSettings, settingsPart } from "../pages/settings.ts";
import { choosePass, expectSaved } from "../pages/write-campaign.ts";

/** Sentences of the article beside what each of them promises here; its other words are those of FEATURES.md. */
test("C1 C2 C3 C4 C5 C6 C7 C9 C10 C12 article 000, sentence by sentence, by keys", async ({
  page,
  context,
  organisation,
  signInAs,
  world,
  look,
}, info) => {
  test.setTimeout(300_000);
  const isPhone = info.project.name === "phone";
  await addArticlePeople(organisation);
  await signInAs(organisation.emailOf("owner"));
  const navigation = page.getByRole("navigation", { name: "Main" });
  const review = page.getByRole("table", { name: "Recipients" });
  const counts = page.getByRole("status").filter({ hasText: "will receive" });
  const placeOf = async (name: string) => {
    const box = await page.getByRole("button", { name, exact: true }).boundingBox();
    return { x: box?.x ?? 0, y: box?.y ?? Number.POSITIVE_INFINITY };
  };

  await test.step("C1 “send messages to your customers through a built-in Messaging feature”", async () => {
    await openSettings(page);
    await expect(navigation.getByRole("link", { name: "Campaigns" })).toBeVisible();
  });

  await test.step("C1 “To create a message, click the Messages link in the administrative navigation”", async () => {
    await navigation.getByRole("link", { name: "Campaigns" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Campaigns", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "New campaign" }).press("Enter");
    await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}/);
  });

  await test.step("C2 “select a Pass for which you'd like to send a message to the active pass holders”", async () => {
    await page.getByLabel("Name of the campaign").fill("The lake opens");
    await choosePass(page, organisation.passName);
    await expect(counts).toHaveText(/4 will receive\s*6 will not/);
  });

  await test.step("C2 “only delivered to approved applicants in good standing”", async () => {
    await page.getByRole("button", { name: "Will receive 4" }).press("Enter");
    await expect(review.locator("tbody tr")).toHaveCount(4);
    expect((await readNames(page, "Recipients")).sort()).toEqual([
      ...["Ada Test", "Cleo Test", "Dan Test", "Fay Test"],
    ]);
  });

  await test.step("C2 “Inactive applications, inactive pets, and expired or inactive registrations will not receive”", async () => {
    await page.getByRole("button", { name: "Will not 6" }).press("Enter");
    await expect(review.locator("tbody tr")).toHaveCount(6);
    for (const [name, reason] of [
      ["Inactive Test", "Application inactive"],
      ["Mia Test", "Pet inactive: Moss"],
      ["Eva Test", /Registration expired on \d+ \w+( \d+)?: Pepper/],
      ["Rita Test", "Registration inactive: Waffles"],
    ] as const)
      await expect(review.getByRole("row").filter({ hasText: name })).toContainText(reason);
    await page.getByRole("button", { name: /^All 10/ }).press("Enter");
  });

  await test.step("C5 “You can use the text field to edit the content of your message”", async () => {
    await page.getByRole("textbox", { name: "Subject" }).fill("The lake opens");
    await page
      .getByLabel("Text of the mail")
      .fill("Hi {{first_name|there}},\n\nit opens. [See the map](https://lake.example/map)");
    await expectSaved(page);
    await page.reload();
    await expect(page.getByLabel("Text of the mail")).toHaveValue(/it opens/);
  });

  await test.step("C5 “a live preview of the message to the right”", async () => {
    await expectPreviewToSay(page, /it opens\.\s*See the map/);
    await page.getByLabel("Text of the mail").press("ControlOrMeta+End");
    await page.keyboard.type("\n\nBring a towel.");
    await expectPreviewToSay(page, "Bring a towel.");
    const text = await page.getByLabel("Text of the mail").boundingBox();
    const preview = await page.getByRole("region", { name: "Preview" }).boundingBox();
    // A phone has no room beside it: there it stands below.
    if (isPhone) expect(preview?.y).toBeGreaterThan(text?.y ?? 0);
    else expect(preview?.x).toBeGreaterThanOrEqual((text?.x ?? 0) + (text?.width ?? 0));
    await look("article-000-editor");
  });

  await test.step("C3 “To add or exclude recipients, enter comma-separated values into the text fields below content”", async () => {
    for (const [list, values, done] of [
      ["Add", "deliver.olga@mail.example, nobody@mail.example", "Added 1 · 1 needs a look"],
      ["Exclude", "Ada Test, deliver.ada@mail.example", "Excluded 1 · 1 named twice"],
    ] as const) {
      const opener = page.getByRole("button", { name: list, exact: true });
      expect((await opener.boundingBox())?.y).toBeGreaterThan(
        (await page.getByLabel("Text of the mail").boundingBox())?.y ?? Number.POSITIVE_INFINITY,
      );
      await opener.press("Enter");
      const box = page.getByRole("region", { name: `${list} by hand` });
      await box.getByRole("textbox", { name: list, exact: true }).fill(values);
      await box.getByRole("button", { name: list, exact: true }).press("Enter");
      await expect(box.getByRole("status")).toHaveText(done);
    }
    await expect(counts).toHaveText(/4 will receive\s*7 will not/);
    await expect(review.getByRole("row").filter({ hasText: "Olga Test" })).toContainText("added by hand");
    await expect(review.getByRole("row").filter({ hasText: "Ada Test" })).toContainText("Excluded by hand");
  });

  await test.step("C6 “click Send Preview at the top right”, “a comma-separated list of email addresses”", async () => {
    if (!isPhone) {
      const { x, y } = await placeOf("Send preview");
      expect(x).toBeGreaterThan(720);
      expect(y).toBeLessThan(200);
    }
    await page.getByRole("button", { name: "Send preview" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Send a preview" });
    await expect(dialog.getByText(organisation.emailOf("owner"))).toBeVisible();
    const to = dialog.locator("input[inputmode=email]");
    await to.fill("deliver.sam@staff.example, deliver.kim@staff.example,");
    await dialog.getByRole("button", { name: "Send preview" }).press("Enter");
    await expect(dialog.getByText("Sent to 3 addresses")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });

  await test.step("C6 “preview what the message will look like in your email inbox”", async () => {
    const outbox = await context.newPage();
    await outbox.goto(`${world.simulatorUrl}/outbox?server=sandbox-${organisation.id}`);
    await expect(outbox.getByText("[Preview] The lake opens").first()).toBeVisible();
    await outbox.close();
  });

  await test.step("C7 “When you're ready to send the message, click Send”", async () => {
    const dialog = await askToSend(page, "4 people");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("4 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
    expect(await expectTotalsToAddUp(page)).toEqual({ audience: 11, parts: { sent: 4, skipped: 7 } });
  });

  await test.step("C10 “the Message detail page to view how many opens, clicks, and bounces”", async () => {
    for (const tile of ["Opened by people 2", "Clicked 1", "Bounced 1"])
      await expect(outcomeTile(page, tile)).toBeVisible({ timeout: 60_000 });
    await look("article-000-campaign");
  });

  await test.step("C12 “the most recent 45 days of delivery statistics”: of raw events; outcomes stay", async () => {
    await expect(
      page.getByText("The mail provider's full reports are kept 45 days. Outcomes stay"),
    ).toBeVisible();
  });

  await test.step("C10 “Scroll to the bottom of the page to view a Message Recipients section”", async () => {
    await review.scrollIntoViewIfNeeded();
    await expect(review.locator("tbody tr")).toHaveCount(11);
    const chart = await page.getByRole("heading", { name: "Over time" }).boundingBox();
    expect((await review.boundingBox())?.y).toBeGreaterThan(chart?.y ?? Number.POSITIVE_INFINITY);
  });

  const sent = page.url();
  await test.step("C4 “inspect which customers will receive a message you're creating”", async () => {
    await navigation.getByRole("link", { name: "Campaigns" }).press("Enter");
    await page.getByRole("button", { name: "New campaign" }).press("Enter");
    await choosePass(page, organisation.passName);
    await expect(counts).toHaveText(/3 will receive\s*7 will not/);
    await expect(review.getByRole("row").filter({ hasText: "Will receive it" })).toHaveCount(3);
  });

  await test.step("C4 “a reason why certain customers will not receive the message”: all reasons, what helps", async () => {
    const fay = review.getByRole("row").filter({ hasText: "Fay Test" });
    await expect(fay).toContainText(/Bounced on \d/);
    await expect(fay).toContainText("Ask for a new address");
    await page.getByRole("button", { name: "What the reasons mean" }).press("Enter");
    await expect(page.getByText("Their pet is inactive, and only active pets count.")).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("C4 “the user's application is not approved, or their pets or registrations … inactive”", async () => {
    for (const [reason, name] of [
      [/^Application pending/, "Pending Test"],
      [/^Application denied/, "Denied Test"],
      [/^Pet inactive/, "Mia Test"],
      [/^Registration inactive/, "Rita Test"],
    ] as const)
      await expect(await showReason(page, reason)).toContainText([name]);
    await look("article-000-reasons");
  });

  await test.step("C9 “record whether the message was successfully sent … through our email service provider”", async () => {
    await page.goto(sent);
    await review
      .getByRole("row")
      .filter({ hasText: "deliver.olga" })
      .locator("button[aria-haspopup=dialog]")
      .press("Enter");
    const panel = page.getByRole("dialog", { name: "What became of it" });
    await expect(panel.getByText("Accepted by the mail provider")).toBeVisible();
    await expect(panel.getByRole("listitem").filter({ hasText: "Delivered" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
  });

  await test.step("C10 “search and export message recipients”", async () => {
    await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("Pepper");
    await expect(page).toHaveURL(/q=Pepper/);
    await expect(review.locator("tbody tr")).toHaveCount(1);
    const { lines } = await readExport(page, "Export the recipients");
    expect(lines).toMatchObject([{ Name: "Eva Test", Status: "Skipped" }]);
    await page.getByRole("button", { name: "Clear the search" }).press("Enter");
    await expect(review.locator("tbody tr")).toHaveCount(11);
    expect((await readExport(page, "Export the recipients")).lines).toHaveLength(11);
  });

  await test.step("C10 “If you notice email delivery discrepancies, please reach out to us at …”", async () => {
    await page.getByRole("button", { name: "Something doesn't match?" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Something doesn't match?" });
    await expect(dialog.getByText("Everything adds up", { exact: true })).toBeVisible();
    await expect(dialog).toContainText("help@test.example");
    await expect(dialog).toContainText(/Campaign [0-9a-f-]{36}/);
    await look("article-000-check", { whole: false, part: "dialog[open]" });
    await page.keyboard.press("Escape");
  });

  await test.step("O2 the address to reach out to and the 45 days are the organisation's own", async () => {
    await openSettings(page, "data");
    await expect(
      settingsPart(page, "How long reports are kept").getByLabel("Days that full reports are kept"),
    ).toHaveValue("45");
    await saveSettings(page, "Organisation", { "Support address": "help@lake.example" });
    await page.goto(sent);
    await page.getByRole("button", { name: "Something doesn't match?" }).press("Enter");
    await expect(page.getByRole("dialog")).toContainText("help@lake.example");
  });
});
