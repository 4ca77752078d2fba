import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { expect, test } from "../fixtures/test.ts";
import { awake, composerOf, say } from "../pages/messages.ts";

test("P11 the families of whom nobody can be reached, with what mends it, from the list to the very field", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addFamily({
    people: [
      { firstName: "Ana", email: null },
      { firstName: "Ben", email: "ben@mail.example" },
    ],
    pets: [{ name: "Biscuit" }],
  });
  await organisation.addFamily({
    people: [
      { firstName: "Cara", email: null },
      { firstName: "Dan", email: null },
    ],
  });
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/customers");
  await page.getByRole("button", { name: "More about customers" }).click();
  await page.getByRole("menuitem", { name: "Families" }).click();
  await expect(page.getByRole("heading", { name: "Families", level: 1 })).toBeVisible();
  const rows = page.getByRole("table", { name: "Families" }).locator("tbody tr");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "Biscuit" })).toContainText("Ben, not Ana");
  await look("families");
  await page.getByRole("button", { name: "Nobody by email" }).click();
  await expect(page).toHaveURL(/without=email/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Cara");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export the families" }).click();
  expect((await download).suggestedFilename()).toBe("Families.csv");
  await page.getByRole("button", { name: "Nobody at all" }).click();
  await expect(rows).toHaveCount(1);
  await rows.getByRole("link", { name: "Add an address: Cara Test" }).click();
  await expect(page).toHaveURL(/edit=email/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "How the family can be reached" })).toBeVisible();
  await look("family-reach");
  await page.goto("/customers/families?q=zzzz");
  await expect(page.getByText("No family matches")).toBeVisible();
  await look("families-none");
});

test("P11 families on a phone: what holds of several ways is said once, and a search within a filter says where it looked", async ({
  page,
  organisation,
  signInAs,
  look,
}, info) => {
  test.skip(info.project.name !== "phone", "In columns where there is room.");
  await organisation.addFamily({ people: [{ firstName: "Ana" }, { firstName: "Ben" }] });
  await organisation.addFamily({
    people: [{ firstName: "Cara-Maria" }, { firstName: "Dan", email: null }],
    pets: [{ name: "Biscuit" }, { name: "Pepper" }],
  });
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/customers/families");
  const rows = page.getByRole("table", { name: "Families" }).locator("tbody tr");
  await expect(
    rows.filter({ hasText: "Ana Test" }).getByText("Everybody").filter({ visible: true }),
  ).toHaveCount(1);
  await expect(
    rows.filter({ hasText: "Ana Test" }).getByText("Email, own pages:").filter({ visible: true }),
  ).toHaveCount(1);
  await expect(
    rows.filter({ hasText: "Biscuit" }).getByText("Cara-Maria, not Dan").filter({ visible: true }),
  ).toHaveCount(1);
  await look("families-full");
  await page.getByRole("button", { name: "Nobody by email" }).click();
  await expect(page.getByText("Of every family somebody can be reached this way.")).toBeVisible();
  const search = page.getByRole("searchbox");
  const width = (await search.boundingBox())?.width ?? 0;
  expect(width, "the search has the row's width").toBeGreaterThan(320);
  await search.fill("ana");
  await expect(
    page.getByText(
      "No family with this name, address, number or pet is among those that nobody can be reached of.",
    ),
  ).toBeVisible();
  await look("families-search-none");
  await page.getByRole("link", { name: "Show all families" }).click();
  await expect(rows).toHaveCount(2);
});

test("P7 who falls silent: the figures on the list show who, with the day, and of which pass", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addFamily({ people: [{ firstName: "Soon", lastTransactionDaysAgo: 721 }] });
  await organisation.addFamily({ people: [{ firstName: "Later", lastTransactionDaysAgo: 671 }] });
  await organisation.addFamily({ people: [{ firstName: "Fresh" }] });
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/customers");
  const rows = page.getByRole("table", { name: "Customers" }).locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await page.getByRole("button", { name: "2 within 90 days" }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Soon");
  await expect(page).toHaveURL(/silent=in_90/);
  await look("silent-soon");
  await page.getByRole("button", { name: `${organisation.passName} 2` }).click();
  await expect(page).toHaveURL(/pass=/);
  await page.getByRole("button", { name: "1 within 30 days" }).click();
  await expect(rows).toHaveCount(1);
});

test("P8 why somebody did not get a message: from the palette to the answer and its record", async ({
  page,
  organisation,
  orm,
  signInAs,
  look,
}) => {
  const maria = await organisation.addThread("Maria", ["Is the park open?"]);
  await inOrganisation(orm, organisationIdFrom(organisation.id), (em) =>
    sql`update customer set email = null where organisation_id = ${organisation.id} and id = ${maria.customerId}`.execute(
      em.getKysely(),
    ),
  );
  await signInAs(organisation.emailOf("senior"));
  await page.goto(maria.path);
  await awake(composerOf(page));
  await say(page, "It opens at nine");
  // Said by the server: the line under it is not there before.
  await expect(page.getByText(/Will email Maria|Emailing Maria|Maria is not emailed/)).toBeVisible();
  await page.goto(`/customers/${maria.customerId}/emails`);
  const box = page.getByLabel("Why didn’t Maria get", { exact: true });
  await expect(box.locator("option", { hasText: "It opens at nine" })).toHaveCount(1);
  await box.selectOption({ label: "Message: It opens at nine" });
  await expect(page.getByRole("status").filter({ hasText: "wrote it" })).toBeVisible();
  await look("why-message");
});

test("P11 two records of one human: both sides shown, merged, and taken back", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await organisation.addFamily({
    people: [{ firstName: "Maria", email: "maria@mail.example" }],
    pets: [{ name: "Biscuit" }],
  });
  await organisation.addFamily({
    people: [{ firstName: "Mary", email: "mary@mail.example" }],
    pets: [{ name: "Pepper" }],
  });
  await signInAs(organisation.emailOf("senior"));
  const people = page.getByRole("table", { name: "Customers" });
  await page.goto("/customers?q=Mary");
  await people.getByRole("link", { name: /Mary/ }).first().click();
  await expect(page.getByRole("heading", { name: "Mary Test" })).toBeVisible();
  const pageOfMary = new URL(page.url()).pathname;
  await page.goto("/customers?q=Maria");
  await people.getByRole("link", { name: /Maria/ }).first().click();
  await page.getByRole("button", { name: "Merge with another customer" }).click();
  const dialog = page.getByRole("dialog", { name: "Merge with Maria Test" });
  await dialog.getByRole("textbox").fill("Mary");
  await dialog.getByRole("button", { name: /^Mary Test/ }).click();
  await expect(dialog.getByRole("table")).toContainText("Pepper");
  await dialog.getByRole("radio", { name: "Email: mary@mail.example" }).check();
  await look("merge-sides", { whole: false, part: "dialog[open]" });
  await dialog.getByRole("button", { name: "Merge Mary Test into Maria Test" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("mary@mail.example").first()).toBeVisible();
  await expect(page.getByText(/merged into this customer by/)).toBeVisible();
  await look("merged");
  // An old link leads to the record that was kept, and says so.
  const pageOfMaria = new URL(page.url()).pathname;
  await page.goto(pageOfMary);
  await expect(page).toHaveURL(new RegExp(`${pageOfMaria}\\?merged=`));
  await expect(page.getByRole("heading", { name: "Maria Test" })).toBeVisible();
  await expect(page.getByText(/You followed a link to Mary Test, customer \d+\./)).toBeVisible();
  await look("merged-old-link");
  for (const part of ["emails?view=notes", "communications", "messages"]) {
    await page.goto(`${pageOfMary}/${part}`);
    await expect(page).toHaveURL(new RegExp(`${pageOfMaria}/${part.replace("?", "\\?")}[&?]merged=`));
    await expect(page.getByText(/You followed a link to Mary Test, customer \d+\./)).toBeVisible();
  }
  await look("merged-old-link-messages", { whole: false });
  await page.goto(pageOfMary);
  await page.getByRole("button", { name: /^Take back/ }).click();
  await expect(page.getByText(/· taken back/)).toBeVisible();
  await page.goto("/customers?q=Mary");
  await expect(page.getByRole("table", { name: "Customers" }).locator("tbody tr")).toContainText("Mary Test");

  await test.step("two families are one, and one is two", async () => {
    await page.getByRole("table", { name: "Customers" }).getByRole("link", { name: /Mary/ }).first().click();
    await page.getByRole("button", { name: "Merge another family into this one" }).click();
    const families = page.getByRole("dialog", { name: /^Merge another family/ });
    await families.getByRole("textbox").fill("Biscuit");
    await families.getByRole("button", { name: /Maria Test/ }).click();
    await look("merge-families", { whole: false, part: "dialog[open]" });
    await families.getByRole("button", { name: "Merge both families" }).click();
    await expect(families).toBeHidden();
    await page.getByRole("button", { name: "Split the family" }).click();
    const split = page.getByRole("dialog", { name: /^Split the/ });
    await split.getByRole("checkbox", { name: "Maria Test" }).check();
    await split.getByRole("checkbox", { name: "Biscuit" }).check();
    await split.getByRole("textbox", { name: "Name of the new family" }).fill("Okafor");
    await look("split-family", { whole: false, part: "dialog[open]" });
    await split.getByRole("button", { name: "Split the family" }).click();
    await expect(split).toBeHidden();
    await expect(page.getByText(/split off by/)).toBeVisible();
  });
});

test("P11 one person's data: the file of everything, and erased for good", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  const eve = await organisation.addThread("Eve", ["My dog is ill"]);
  await signInAs(organisation.emailOf("admin"));
  await page.goto(`/customers/${eve.customerId}`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export everything about Eve Test" }).click();
  expect((await download).suggestedFilename()).toMatch(/^Customer \d+\.zip$/);
  await page.getByRole("button", { name: "Erase …" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase Eve Test" });
  const erase = dialog.getByRole("button", { name: "Erase for good" });
  await expect(erase).toBeDisabled();
  const number = /customer (\d+)$/.exec(
    (await page.getByText(/primary contact · .*customer \d+$/).textContent()) ?? "",
  )?.[1];
  await dialog.getByRole("textbox", { name: /^Type their customer number/ }).fill(number ?? "");
  await dialog.getByRole("textbox", { name: /^Who asked for it/ }).fill("She wrote a letter");
  await look("erase", { whole: false, part: "dialog[open]" });
  await erase.click();
  await expect(page.getByRole("heading", { level: 1, name: `Erased customer ${number}` })).toBeVisible();
  await page.goto(`/customers/${eve.customerId}/messages`);
  await expect(page.getByRole("log")).not.toContainText("My dog is ill");
});
