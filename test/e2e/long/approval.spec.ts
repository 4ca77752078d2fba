import { readMail } from "../fixtures/read-mail.ts";
import { expect, test } from "../fixtures/test.ts";
import { saveSettings } from "../pages/settings.ts";
import { openDraft } from "../pages/write-campaign.ts";

test("C7 O2 one asks, a colleague declines with a note, then approves: in two browsers", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}, info) => {
  await organisation.addPeople(["anna@mail.example", "ben@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await saveSettings(page, "Approval", { "Ask above so many people": "1" });
  await look("approval-setting", { whole: false });

  await openDraft(page, draft);
  await page.getByRole("button", { name: "Send to 2 people" }).click();
  const ask = page.getByRole("dialog", { name: /^Ask to send .* to 2 people\?$/ });
  await expect(ask).toContainText("A second person approves so many");
  await look("approval-ask", { whole: false });
  await ask.getByRole("button", { name: "Ask to send to 2 people" }).click();
  const notice = page.getByRole("region", { name: "Approval" });
  await expect(notice).toContainText("Waiting for a colleague to approve it");
  await expect(page.getByRole("button", { name: /^Send to/ })).toBeHidden();
  await page.mouse.move(0, 0);
  await look("approval-waiting");

  const theirs = await colleague(organisation.emailOf("admin"));
  await theirs.goto("/campaigns?status=approval");
  await expect(theirs.getByText("To approve")).toBeVisible();
  await theirs.goto(draft);
  const asked = theirs.getByRole("region", { name: "Approval" });
  await expect(asked).toContainText("asks to send it to 2 people");
  await theirs.screenshot({ path: info.outputPath("approval-asked.png") });
  await asked.getByRole("button", { name: "Decline…" }).click();
  const decline = theirs.getByRole("dialog", { name: /^Decline to send/ });
  await decline.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(decline).toContainText("Say why, in a few words.");
  await decline.getByLabel("Why").fill("The year in the text is wrong");
  await decline.getByRole("button", { name: "Decline", exact: true }).click();

  await expect(notice).toContainText("declined to send it");
  await expect(notice).toContainText("The year in the text is wrong");
  await look("approval-declined");
  await page.getByRole("button", { name: "Send to 2 people" }).click();
  await ask.getByRole("button", { name: "Ask to send to 2 people" }).click();
  await expect(notice).toContainText("Waiting for a colleague");

  await expect(asked.getByRole("button", { name: "Approve…" })).toBeVisible();
  await asked.getByRole("button", { name: "Approve…" }).click();
  const approve = theirs.getByRole("dialog", { name: /^Approve sending/ });
  await theirs.screenshot({ path: info.outputPath("approval-approve.png") });
  await approve.getByRole("button", { name: "Approve and send to 2 people" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(theirs.getByText(/Scheduled|Sending|Sent/).first()).toBeVisible();
  // Whoever asked is told who has approved it, and where it stands.
  await expect(
    page.getByRole("alert").filter({ hasText: "The admin has approved this campaign" }),
  ).toBeVisible();
  await expect(page.getByRole("main").getByText("Draft", { exact: true })).toBeHidden();
  await expect(page.getByText(/^(Scheduled|Sending|Sent)$/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Send to 2 people" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await look("approval-approved");
});

test("C7 O2 whoever asks cannot approve it; a colleague comes by the link in the mail, signs in, and approves", async ({
  page,
  browser,
  organisation,
  world,
  signInAs,
  look,
}) => {
  await organisation.addPeople(["deliver.anna@mail.example", "deliver.ben@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await saveSettings(page, "Approval", { "Ask above so many people": "1" });
  await openDraft(page, draft);
  await page.getByRole("button", { name: "Send to 2 people" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ask to send to 2 people" }).click();
  const notice = page.getByRole("region", { name: "Approval" });
  await expect(notice.getByRole("button", { name: "Take the question back" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Approve/ })).toHaveCount(0);
  await page.goto("/campaigns");
  await expect(page.getByRole("table").getByText("To approve")).toBeVisible();
  await look("campaigns-to-approve");

  const [, link = ""] = await readMail(
    world,
    organisation.emailOf("admin"),
    /asks to send[\s\S]*href="(\/outbox\/m\/[\w-]+\/go\?link=\d+)"/,
  );
  const context = await browser.newContext({ baseURL: world.webUrl, locale: "en-GB" });
  const theirs = await context.newPage();
  await theirs.goto(`${world.simulatorUrl}${link}`);
  await theirs.getByLabel("Email").fill(organisation.emailOf("admin"));
  await theirs.getByLabel("Password", { exact: true }).fill(world.password);
  await theirs.getByRole("button", { name: "Sign in", exact: true }).click();
  await theirs.getByRole("region", { name: "Approval" }).getByRole("button", { name: "Approve…" }).click();
  await theirs.getByRole("button", { name: "Approve and send to 2 people" }).click();
  await expect(theirs.getByText("2 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  await context.close();
  await page.goto(draft);
  await expect(page.getByText("2 sent", { exact: true })).toBeVisible();
});
