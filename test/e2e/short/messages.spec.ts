import { expect, test } from "../fixtures/test.ts";
import { bubble, composerOf, rowOf, say, tabDot } from "../pages/messages.ts";

test("V1 V2 V3 V4 V11 V14 two colleagues talk with a family: found, written, unread for each alone, closed, opened again", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  const maria = await organisation.addThread("Maria");
  await organisation.addThread("Tom", ["Is the meadow open?"]);
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/messages");
  await expect(rowOf(page, "Tom")).toBeVisible();
  await look("messages-list", { whole: false });

  await test.step("V2 a new message: found by name, the composer has the focus", async () => {
    await page.getByRole("button", { name: /^New/ }).click();
    await page.getByRole("dialog").getByRole("combobox").fill("mari");
    await expect(page.getByRole("option", { name: /Maria/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(maria.path));
    await expect(page).toHaveTitle("Maria family · Messages · Packpost");
    await expect(composerOf(page)).toBeFocused();
    await say(page, "Biscuit was a star today.");
    await expect(page.getByText(/Will email Maria in [0-3]:\d\d if unread/)).toBeVisible();
  });

  const ben = await colleague(organisation.emailOf("senior"));
  await test.step("V4 unread for the colleague alone, until it was on their screen", async () => {
    await ben.goto("/messages");
    await expect(tabDot(ben)).toBeVisible();
    const read = ben.waitForResponse(/conversation\.markRead/);
    await rowOf(ben, "Maria").click();
    await expect(bubble(ben, "Biscuit was a star today.")).toBeVisible();
    await expect(ben.getByText("New for you")).toBeVisible();
    await read;
    await ben.goto("/messages");
    await expect(rowOf(ben, "Maria").getByText("Unread")).toHaveCount(0);
  });

  await test.step("V3 V4 V14 the family answers: on top for both, without reload; reading it here leaves it unread there", async () => {
    await ben.bringToFront();
    await maria.write("That makes us so happy!");
    await expect(rowOf(ben, "Maria").getByText("Unread")).toBeVisible();
    await expect(rowOf(ben, "Maria").getByText("Waiting for us since")).toBeAttached();
    await page.bringToFront();
    await expect(bubble(page, "That makes us so happy!")).toBeVisible();
    await look("messages-thread", { whole: false });
    await expect(rowOf(ben, "Maria").getByText("Unread")).toBeVisible();
  });

  await test.step("V11 closed, and open again by what the family writes", async () => {
    const close = page.getByRole("button", { name: /^Close( e)?$/ }).filter({ visible: true });
    if ((await close.count()) > 0) await close.first().click();
    else {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Close the conversation" }).click();
    }
    await expect(page.getByText(/closed the conversation/)).toBeVisible();
    await maria.write("One more thing");
    await expect(bubble(page, "One more thing")).toBeVisible();
  });
});
