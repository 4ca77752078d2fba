import { expect, test } from "../fixtures/test.ts";
import { awake, composerOf, ownComposerOf, rowOf } from "../pages/messages.ts";

/** The tab is put in the background. */
const hide = `
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));`;

test("V10 the desk sees who is here and who writes, a customer only that the team does, and nobody a hidden tab", async ({
  page,
  organisation,
  signInAs,
  colleague,
  customer,
  look,
}, info) => {
  const maria = await organisation.addThread("Maria", ["Hello"]);
  await signInAs(organisation.emailOf("owner"));
  const home = await customer(organisation, maria);
  await page.goto(maria.path);
  await awake(composerOf(page));
  await awake(ownComposerOf(home));

  await test.step("she types: the thread and the list's row say so, and stop when she does", async () => {
    await ownComposerOf(home).pressSequentially("We are on");
    await expect(page.locator("[data-writing]").getByText("Maria is typing…")).toBeVisible();
    if (info.project.name === "desktop")
      await expect(rowOf(page, "Maria").getByText("Maria is typing…")).toBeVisible();
    await look("presence-desk", { whole: false });
    await ownComposerOf(home).fill("");
    await expect(page.getByText("Maria is typing…")).toHaveCount(0);
  });

  await test.step("a note is nobody's business at home; an answer is told without a name", async () => {
    // There before anything is written: what is said of it is forgotten eight seconds after the last key.
    const other = await colleague(organisation.emailOf("senior"));
    await other.goto(maria.path);
    await expect(page.getByRole("img", { name: /is here too$/ })).toBeVisible();
    await page.getByRole("tab", { name: "Note" }).click();
    await page
      .getByRole("textbox", { name: "Write a note for colleagues" })
      .pressSequentially("She pays late");
    await expect(other.getByText(/is writing a note…/).first()).toBeVisible();
    await expect(other.getByRole("img", { name: /is here too$/ })).toBeVisible();
    await expect(home.getByText("The team is typing…")).toHaveCount(0);
    await page.getByRole("tab", { name: "Reply" }).click();
    await composerOf(page).pressSequentially("See you soon");
    await expect(home.getByText("The team is typing…")).toBeVisible();
    await expect(other.getByText(/is replying…/).first()).toBeVisible();
    await other.evaluate(hide);
    await expect(page.getByRole("img", { name: /is here too$/ })).toHaveCount(0);
  });
});
