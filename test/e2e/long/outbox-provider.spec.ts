import { expect, test } from "../fixtures/test.ts";
import { recipientRow } from "../pages/audience-review.ts";
import { composerOf } from "../pages/messages.ts";
import { formOf, lookAtOutbox } from "../pages/outbox.ts";
import { openSettings } from "../pages/settings.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

test("O5 C8 C17 O2 as the providers: a key refused, a sender not verified, reports held, another's account, a number not registered", async ({
  page,
  context,
  organisation,
  signInAs,
  world,
}, info) => {
  test.setTimeout(180_000);
  const server = `sandbox-${organisation.id}`;
  await organisation.addPeople(["deliver.ada@mail.example", "deliver.ben@mail.example"]);
  const draft = await organisation.addDraft();
  const outbox = await context.newPage();
  const provider = `${world.simulatorUrl}/outbox/provider?server=${server}`;
  await outbox.goto(`${world.simulatorUrl}/outbox?server=${server}`);
  await outbox.getByRole("link", { name: "What goes wrong" }).click();
  await expect(outbox.getByText("Everything is as usual.")).toBeVisible();
  await lookAtOutbox(outbox, info, "outbox-provider");
  const set = (change: string) => formOf(outbox, change).getByRole("button").click();
  const unusual = outbox.getByRole("table", { name: "Otherwise than usual" });
  const usual = async () => {
    await outbox.goto(provider);
    await outbox.getByRole("button", { name: "All as usual again" }).click();
    await expect(outbox.getByText("Everything is as usual.")).toBeVisible();
  };

  await test.step("C17 the sender's domain", async () => {
    const domain = formOf(outbox, "domain");
    await domain.locator("[name=domain]").fill("test.example");
    await domain.getByLabel("DKIM").uncheck();
    await set("domain");
    await expect(unusual).toContainText("DKIM: no");
    await signInAs(organisation.emailOf("owner"));
    await openSettings(page, "sending");
    const section = page.getByRole("region", { name: "Sender's domain" });
    await section.getByRole("button", { name: "Check again" }).click();
    await expect(section.getByText("test.example is not verified.")).toBeVisible();
    await usual();
    await section.getByRole("button", { name: "Check again" }).click();
    await expect(section.getByText("test.example is verified.")).toBeVisible();
  });

  await test.step("C8 the key is refused; then reports are held", async () => {
    await formOf(outbox, "next").locator("[name=answer]").selectOption("mail-key");
    await formOf(outbox, "next").locator("[name=times]").fill("100");
    await set("next");
    await formOf(outbox, "reports").locator("[name=webhooks]").selectOption("hold");
    await set("reports");
    await expect(unusual).toContainText("the key is not known");
    await expect(unusual).toContainText("are held");
    await lookAtOutbox(outbox, info, "outbox-provider-set");
    await openDraft(page, draft);
    await pressSend(page, "2 people");
    await expect(page.getByText("“Bad or missing server token.” (code 10)")).toBeVisible({ timeout: 60_000 });
    await outbox.getByRole("button", { name: "All as usual again" }).click();
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("2 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(recipientRow(page, "deliver.ada")).toContainText("Delivered", { timeout: 60_000 });
  });

  await test.step("O2 the key of another account, suspended", async () => {
    await formOf(outbox, "another").locator("[name=name]").fill("Next door");
    await set("another");
    await expect(outbox.locator("main [name=server] option:checked")).toHaveText("Next door");
    await set("account");
    await expect(unusual).toContainText("is suspended");
    const token = await outbox
      .getByRole("row", { name: /^Mail: server token/ })
      .locator("code")
      .innerText();
    await openSettings(page, "providers");
    const form = page.getByRole("region", { name: "Mail account" }).getByRole("form");
    await form.getByLabel("Server API token").fill(token);
    await form.getByRole("button", { name: "Test and save" }).click();
    await expect(form.getByRole("status")).toContainText("delivers nothing", { timeout: 30_000 });
  });

  await test.step("A15 a number that is not registered with the carriers", async () => {
    await organisation.openTexting();
    await organisation.addClients([{ name: "Ana", phone: "+12025550161" }]);
    await fetch(`${world.simulatorUrl}/_act`, {
      method: "POST",
      body: JSON.stringify({
        action: "text",
        token: server,
        from: "+12025550161",
        to: "+12025550100",
        body: "Hello",
      }),
    });
    await outbox.goto(provider);
    await formOf(outbox, "next").locator("[name=answer]").selectOption("text-unregistered");
    await set("next");
    await expect(unusual).toContainText("not registered with the carriers");
    await page.goto("/messages");
    await page.getByRole("link", { name: /^Ana family/ }).click();
    await composerOf(page).fill("See you at ten");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(page.getByRole("log")).toContainText("not registered with the carriers", {
      timeout: 60_000,
    });
  });
  await outbox.close();
});
