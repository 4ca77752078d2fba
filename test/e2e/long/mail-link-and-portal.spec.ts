import type { Page } from "@playwright/test";
import { readMail } from "../fixtures/read-mail.ts";
import { expect, test } from "../fixtures/test.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

const offers = (page: Page) => page.getByRole("switch", { name: "News and offers" });

test("P6 C18 the link of a mail and the customer's own pages say the same: what one of them changes stands in the other", async ({
  page,
  organisation,
  signInAs,
  customer,
  world,
  look,
}) => {
  const maria = await organisation.addThread("Maria");
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, await organisation.addDraft());
  await pressSend(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  const [, token = ""] = await readMail(world, maria.address, /(?:\/|%2F)u(?:\/|%2F)([\w.~-]+)/);
  const link = `/u/${token}`;

  await test.step("unsubscribed by the link, without signing in", async () => {
    await page.context().clearCookies();
    await page.goto(link);
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await expect(page.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  });

  const home = await customer(organisation, maria);
  await test.step("the own pages know of it, with a way back to the link's page", async () => {
    await home.goto(`/portal/${organisation.slug}/communications?mail=${encodeURIComponent(token)}`);
    await expect(offers(home)).not.toBeChecked();
    await expect(home.getByRole("switch", { name: "Automated notices" })).toBeChecked();
    await home.getByRole("link", { name: "Back to unsubscribing without signing in" }).click();
    await expect(
      home.getByRole("heading", { name: "You are unsubscribed from Lakeside Dogs" }),
    ).toBeVisible();
    await home.getByRole("link", { name: /^All your choices/ }).click();
    await expect(offers(home)).not.toBeChecked();
  });

  await test.step("subscribed again in the own pages: the link asks anew", async () => {
    await offers(home).click();
    await expect(home.getByText("Saved")).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Unsubscribe from Lakeside Dogs?" })).toBeVisible();
  });

  await test.step("unsubscribed in the own pages: the link offers the way back, and that counts there", async () => {
    await offers(home).click();
    await expect(offers(home)).not.toBeChecked();
    await expect(home.getByText("Saved")).toBeVisible();
    await page.reload();
    await expect(
      page.getByRole("heading", { name: "You are unsubscribed from Lakeside Dogs" }),
    ).toBeVisible();
    await look("link-unsubscribed");
    await page.getByRole("button", { name: "Subscribe again" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    await home.reload();
    await expect(offers(home)).toBeChecked();
  });

  await test.step("whoever holds the link alone is at the door of the own pages, with a way back", async () => {
    await page.goto(link);
    await page.getByRole("link", { name: /^All your choices/ }).click();
    await expect(page.getByLabel("Email address")).toBeVisible();
    await look("portal-door-from-mail");
    await page.getByRole("link", { name: "Back to unsubscribing without signing in" }).click();
    await expect(page.getByRole("heading", { name: "Unsubscribe from Lakeside Dogs?" })).toBeVisible();
  });
});
