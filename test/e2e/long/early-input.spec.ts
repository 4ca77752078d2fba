import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

/** Holds back every script of ours until it is let go: a slow line, without its waiting time. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await free;
    await route.continue();
  });
  return letGo;
}

test("a press before the scripts are there is kept, shown and done", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  const letGo = await holdScripts(page);
  await page.goto("/campaigns", { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "New campaign" });
  await button.click();
  await expect(button).toHaveAttribute("data-held", "");
  letGo();
  await expect(page.getByLabel("Name of the campaign")).toBeVisible();
});

test("Enter on a focused button and typed words before the scripts are there count too", async ({
  page,
  signInAs,
}) => {
  await signInAs("dana@riverside.example");
  const letGo = await holdScripts(page);
  await page.goto("/campaigns", { waitUntil: "domcontentloaded" });
  const search = page.getByRole("searchbox", { name: "Name or subject" });
  // A field that is still being streamed in moves once, and loses the focus by it.
  await expect(async () => {
    await search.fill("holiday");
    await expect(search).toHaveValue("holiday", { timeout: 500 });
  }).toPass();
  await expect(search).toHaveAttribute("data-held", "");
  const sent = page.getByRole("button", { name: /^Draft/ });
  await sent.focus();
  await page.keyboard.press("Enter");
  await expect(sent).toHaveAttribute("data-held", "");
  letGo();
  await expect(page).toHaveURL(/q=holiday/);
  await expect(page).toHaveURL(/status=draft/);
  await expect(search).toHaveValue("holiday");
});

test("what is typed into a draft before the scripts are there is saved", async ({
  page,
  organisation,
  signInAs,
}) => {
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  await page.getByRole("button", { name: "New campaign" }).click();
  await expect(page.getByLabel("Text of the mail")).toBeVisible();
  await expect(page).toHaveURL(/campaigns\/[\da-f-]{36}/);
  const letGo = await holdScripts(page);
  await page.reload({ waitUntil: "domcontentloaded" });
  const text = page.getByLabel("Text of the mail");
  // A field that is still being streamed in moves once, and loses the focus by it.
  await expect(async () => {
    await text.fill("Typed early.");
    await expect(text).toHaveValue("Typed early.", { timeout: 500 });
  }).toPass();
  await expect(text).toHaveAttribute("data-held", "");
  letGo();
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByLabel("Text of the mail")).toHaveValue("Typed early.");
  await expect(page.frameLocator("iframe").getByText("Typed early.")).toBeVisible();
});

test("sign-in works before its scripts are there", async ({ page, organisation, world }) => {
  const letGo = await holdScripts(page);
  await page.goto("/sign-in?next=%2Fcampaigns", { waitUntil: "commit" });
  await page.getByLabel("Email").fill(organisation.emailOf("owner"));
  await page.getByLabel("Password", { exact: true }).fill(world.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  letGo();
  await expect(page).toHaveURL(/\/campaigns/);
});

test("on a slow line (3G) a press right after the first paint opens what it means", async ({
  page,
  organisation,
  signInAs,
}, info) => {
  await signInAs(organisation.emailOf("owner"));
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  });
  const began = Date.now();
  await page.goto("/campaigns", { waitUntil: "commit", timeout: 60_000 });
  await page.getByRole("button", { name: "New campaign" }).click();
  info.annotations.push({ type: "measured", description: `pressed after ${Date.now() - began} ms` });
  await expect(page.getByLabel("Name of the campaign")).toBeVisible({ timeout: 60_000 });
  info.annotations.push({ type: "measured", description: `opened after ${Date.now() - began} ms` });
});
