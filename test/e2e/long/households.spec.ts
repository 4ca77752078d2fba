import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { expect, test } from "../fixtures/test.ts";
import { say } from "../pages/messages.ts";

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
  await organisation.addFamily({ people: [{ firstName: "Cara", email: null }] });
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/customers");
  await page.getByRole("link", { name: "Families" }).click();
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
