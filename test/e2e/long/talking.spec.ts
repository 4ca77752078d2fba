import { expect, test } from "../fixtures/test.ts";
import { answer, awake, bubble, composerOf, ownComposerOf, rowOf, say, tabDot } from "../pages/messages.ts";

test("V1 V3 V4 V10 the team and a customer talk, each in their own browser: from the list into the thread and back, without a reload", async ({
  page,
  organisation,
  signInAs,
  customer,
  look,
}, info) => {
  const phone = info.project.name === "phone";
  const maria = await organisation.addThread("Maria");
  await organisation.addThread("Tom", ["Is the meadow open?"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await expect(rowOf(page, "Tom")).toBeVisible();
  await page.waitForLoadState("networkidle");
  const home = await customer(organisation, maria);
  await awake(ownComposerOf(home));

  await test.step("what the customer writes comes to the top of the list", async () => {
    await answer(home, "Biscuit limps a little");
    await expect(page.locator("[data-thread]").first()).toHaveAccessibleName(/^Maria/);
    await expect(rowOf(page, "Maria").getByText("Biscuit limps a little")).toBeVisible();
    await expect(tabDot(page)).toBeVisible();
    await look("talking-list", { whole: false });
  });

  await test.step("the answer, while the other one sees that somebody writes", async () => {
    await page.bringToFront();
    await rowOf(page, "Maria").click();
    await expect(bubble(page, "Biscuit limps a little")).toBeVisible();
    await awake(composerOf(page));
    await composerOf(page).pressSequentially("Which paw", { delay: 20 });
    await expect(home.getByText("The team is typing")).toBeAttached();
    await composerOf(page).fill("Which paw is it?");
    const box = await composerOf(page).boundingBox();
    const window = page.viewportSize();
    expect((box?.y ?? 0) + (box?.height ?? 0), "the composer is in sight").toBeLessThan(window?.height ?? 0);
    await say(page, "Which paw is it?");
    await expect(home.getByText("Which paw is it?", { exact: true })).toBeVisible();
  });

  await test.step("and back: the customer's answer is read where it is looked at", async () => {
    await home.bringToFront();
    await expect(home.getByText(/^Read by The /)).toBeVisible();
    await answer(home, "The left one\nin front");
    await expect(bubble(page, "The left one in front")).toBeVisible();
    await look("talking-thread", { whole: false });
  });

  if (phone)
    await test.step("one after the other on a phone: back to the list, where nothing is left unread", async () => {
      await page.bringToFront();
      await expect(page.locator("[data-thread]").first()).toBeHidden();
      await page.getByRole("button", { name: "Back", exact: true }).click();
      await expect(rowOf(page, "Maria")).toBeVisible();
      await expect(composerOf(page)).toHaveCount(0);
      await expect(rowOf(page, "Maria").getByText("Unread")).toHaveCount(0);
      await expect(rowOf(page, "Tom").getByText("Unread")).toBeVisible();
    });
});
