import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { awake } from "../pages/messages.ts";
import { readExport } from "../pages/read-export.ts";

/** Does something once, after the URL has changed and before React can draw it: what a slow machine leaves time for. */
async function onceUrlChanges(page: Page, script: string): Promise<void> {
  await page.evaluate(`for (const name of ["pushState", "replaceState"]) {
    const change = history[name];
    history[name] = function (...given) {
      change.apply(this, given);
      history[name] = change;
      ${script}
    };
  }`);
}

/** A letter more in the field of a search, as from the keyboard. */
const typeOneMore = `
  const field = document.querySelector("input[type=search]");
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  set.call(field, field.value + "s");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));`;

/** From here on: what the field of the search says in each frame, without repeats. */
const noteShown = `
  window.packpostShown = [];
  const note = () => {
    const { value } = document.querySelector("input[type=search]");
    if (window.packpostShown.at(-1) !== value) window.packpostShown.push(value);
    requestAnimationFrame(note);
  };
  note();`;

test("C1 V12 a letter typed before the search's URL is drawn stays, in lists and in the messages", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.addCampaigns(3);
  await organisation.addThreads(3);
  await signInAs(organisation.emailOf("owner"));
  for (const path of ["/campaigns", "/messages"]) {
    await page.goto(path);
    const search = page.locator("input[type=search]").first();
    await awake(search);
    await page.evaluate(noteShown);
    await onceUrlChanges(page, typeOneMore);
    await search.press("w");
    await expect(page).toHaveURL(/q=ws$/);
    await expect(search).toHaveValue("ws");
    const shown = await page.evaluate<string[]>("window.packpostShown");
    expect(shown, "nothing comes back").toEqual([...new Set(shown)]);
    await search.press("x");
    await expect(page).toHaveURL(/q=wsx$/);
    await expect(search).toHaveValue("wsx");
    await page.goBack();
    await page.goForward();
    await expect(search).toHaveValue("wsx");
  }
});

test("C4 a file asked for before the filter or the search is drawn has what was chosen", async ({
  page,
  organisation,
  signInAs,
}) => {
  await organisation.addPeople(["deliver.ada@mail.example", "deliver.ben@mail.example"]);
  await organisation.addFamily({ people: [{ email: "olga@mail.example", application: "none" }] });
  await signInAs(organisation.emailOf("owner"));
  await page.goto(await organisation.addDraft());
  const chip = page
    .getByRole("group", { name: "Recipients" })
    .getByRole("button", { name: /^Will receive 2/ });
  await awake(chip);
  await page.evaluate(`document.querySelectorAll("a[download]")[0].id = "file"`);
  const pressed = page.waitForEvent("download");
  await onceUrlChanges(page, `document.getElementById("file").click();`);
  await chip.click();
  expect((await pressed).url()).toMatch(/\?show=will$/);

  const search = page.getByRole("searchbox", { name: "Name, email, pet" });
  await search.fill("deliver.ben");
  expect((await readExport(page, "Export the review")).lines).toMatchObject([{ Name: "Deliver.ben Test" }]);
});
