import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import type { Page } from "@playwright/test";
import { sql } from "kysely";
import { expect, test } from "../fixtures/test.ts";

const dialogOf = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

/** A colleague changes fields of a person, as they stand on their page. */
async function change(page: Page, customerId: string, fields: Readonly<Record<string, string>>) {
  await page.goto(`/customers/${customerId}?edit=email`);
  const form = dialogOf(page, "Edit the customer");
  await expect(form.getByLabel("Email address")).toBeFocused();
  for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toBeHidden();
}

test("P11 two people edit one customer: the second sees what the first wrote, and keeps it by saving again", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  const ana = await organisation.addThread("Ana");
  await signInAs(organisation.emailOf("owner"));
  await page.goto(`/customers/${ana.customerId}?edit=email`);
  const form = dialogOf(page, "Edit the customer");
  await expect(form.getByLabel("Email address")).toBeFocused();
  const other = await colleague(organisation.emailOf("senior"));
  await change(other, ana.customerId, {
    "Email address": "hers@mail.example",
    "Phone number": "+1 202 555 0142",
  });

  await form.getByLabel("Email address").fill("mine@mail.example");
  await form.getByRole("button", { name: "Save" }).click();
  const said = form.getByRole("alert", {
    name: "Somebody has changed this meanwhile, so nothing was saved.",
  });
  await expect(said).toContainText("They wrote: Email address: hers@mail.example");
  await expect(said).toContainText("Press Save again to keep what stands here.");
  await expect(form.getByLabel("Email address")).toHaveValue("mine@mail.example");
  await expect(form.getByLabel("Phone number")).toHaveValue(/\+1 ?202 ?555 ?0142/);
  await look("customer-conflict", { whole: false, part: "dialog" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText("mine@mail.example").first()).toBeVisible();
  await expect(page.getByText("+1 202 555 0142").first()).toBeVisible();
});

test("P11 Undo after a colleague has decided otherwise takes nothing back, and says so", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  await organisation.addFamily({ people: [{ firstName: "Ben", application: "pending" }] });
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/customers?q=ben");
  await page.getByRole("link", { name: /Ben/ }).first().click();
  await expect(page.getByRole("heading", { name: "Ben Test", level: 1 })).toBeVisible();
  const other = await colleague(organisation.emailOf("senior"));
  await other.goto(page.url());
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  const undo = page.getByRole("button", { name: "Undo" });
  // It waits while somebody's pointer is on it.
  await undo.hover();
  await other.reload();
  await other.getByRole("button", { name: "Edit the application for Lake pass" }).click();
  await dialogOf(other, "Ben Test · Lake pass")
    .getByRole("radio", { name: /^Denied/ })
    .check();
  await dialogOf(other, "Ben Test · Lake pass").getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Denied", { exact: true })).toBeVisible();
  await undo.click();
  const said = page.getByRole("alert").filter({ hasText: "Somebody has changed this meanwhile" });
  await expect(said).toContainText("Nothing was taken back. What stands there now is theirs.");
  await look("undo-conflict", { whole: false });
  await expect(page.getByText("Denied", { exact: true })).toBeVisible();
});

test("P11 a move and a merge that a colleague was faster with say so in their own words, and go through when pressed again", async ({
  page,
  organisation,
  signInAs,
  colleague,
  look,
}) => {
  const maria = await organisation.addThread("Maria");
  const mary = await organisation.addThread("Mary");
  await signInAs(organisation.emailOf("owner"));
  const other = await colleague(organisation.emailOf("senior"));

  await test.step("a merge", async () => {
    await page.goto(`/customers/${maria.customerId}`);
    const merge = dialogOf(page, "Merge with Maria Test");
    await expect(async () => {
      await page.getByRole("button", { name: "Merge with another customer" }).click();
      await expect(merge).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await merge.getByRole("textbox").fill("Mary");
    await merge.getByRole("button", { name: /^Mary Test/ }).click();
    const go = merge.getByRole("button", { name: /^Merge Mary .* into Maria Test/ });
    await expect(go).toBeVisible();
    await change(other, mary.customerId, { "Last name": "Quist" });
    await go.click();
    await expect(
      merge.getByRole("alert", {
        name: "Somebody has changed one of them meanwhile, so nothing was merged.",
      }),
    ).toContainText("Look at both again.");
    await expect(merge.getByRole("table")).toContainText("Quist");
    await look("merge-conflict", { whole: false, part: "dialog[open]" });
    await merge.getByRole("button", { name: "Merge Mary Quist into Maria Test" }).click();
    await expect(merge).toBeHidden();
  });

  await test.step("a move", async () => {
    await page.goto(`/customers/${maria.customerId}?edit=move`);
    const move = dialogOf(page, "Move Maria Test to another family");
    await move.getByRole("radio", { name: "A new one" }).check();
    await move.getByLabel("Name of the family").fill("Solo");
    await other.goto(`/customers/${maria.customerId}?edit=move`);
    const theirs = dialogOf(other, "Move Maria Test to another family");
    await theirs.getByRole("radio", { name: "A new one" }).check();
    await theirs.getByLabel("Name of the family").fill("Otherwise");
    await theirs.getByRole("button", { name: "Move to Otherwise" }).click();
    await expect(theirs).toBeHidden();
    await move.getByRole("button", { name: "Move to Solo" }).click();
    await expect(
      move.getByRole("alert", { name: "Somebody has put them into the Otherwise family meanwhile." }),
    ).toContainText("Press again to move them from there.");
    await look("move-conflict", { whole: false, part: "dialog" });
    await move.getByRole("button", { name: "Move to Solo" }).click();
    await expect(page.getByRole("heading", { name: "The Solo family" })).toBeVisible();
  });
});

test("P6 P11 what may not be done yet is refused in words of its own: after a STOP, with every pass applied for", async ({
  page,
  organisation,
  orm,
  signInAs,
  look,
}) => {
  const tom = await organisation.addThread("Tom");
  const id = organisation.id;
  const run = (statement: ReturnType<typeof sql>) =>
    inOrganisation(orm, organisationIdFrom(id), (em) => statement.execute(em.getKysely()));
  await run(sql`update customer set phone = '+12025550142' where id = ${tom.customerId}`);
  await run(
    sql`insert into preference (organisation_id, customer_id, channel, subscribed, source) values (${id}, ${tom.customerId}, 'text', false, 'staff')`,
  );
  await signInAs(organisation.emailOf("owner"));

  await test.step("STOP came while somebody wrote down that they want texts again", async () => {
    await page.goto(`/customers/${tom.customerId}/communications`);
    const again = dialogOf(page, "Send them texts again");
    await expect(async () => {
      await page.getByRole("button", { name: "Subscribe again …" }).click();
      await expect(again).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await run(
      sql`insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values (${id}, '+12025550142', now(), 'keyword')`,
    );
    await again.getByLabel("How they told you").fill("They called");
    await again.getByRole("button", { name: "Subscribe again" }).click();
    await expect(
      again.getByRole("alert", { name: "Their phone has texted STOP, so nothing was changed." }),
    ).toContainText("Only START from it lifts that.");
    await look("subscribe-stopped", { whole: false, part: "dialog[open]" });
  });

  await test.step("an application for every pass", async () => {
    await page.goto(`/customers/${tom.customerId}?edit=application`);
    const add = dialogOf(page, "Add an application");
    await expect(
      add.getByRole("alert", { name: "They have an application for every pass there is." }),
    ).toBeVisible();
    await expect(add.getByRole("button", { name: "Add", exact: true })).toBeDisabled();
    await look("application-none-left", { whole: false, part: "dialog" });
  });
});
