import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import type { Page } from "@playwright/test";
import { sql } from "kysely";
import { samples } from "../../../packages/core/src/picture/picture.fixture.ts";
import { readMail } from "../fixtures/read-mail.ts";
import { setFaults } from "../fixtures/simulator.ts";
import { expect, test } from "../fixtures/test.ts";

const send = (page: Page, name: string) => page.getByRole("button", { name: `Send to ${name}` });
const subject = (page: Page) => page.getByRole("textbox", { name: "Subject" });
const text = (page: Page) => page.getByRole("textbox", { name: "Text of the mail" });
const notes = (page: Page) => page.getByRole("table", { name: "Connection notes" }).locator("tbody tr");

test("P12 an email to one customer: seen as it arrives, kept over a reload and on another device, sent once, in the connection notes", async ({
  page,
  organisation,
  signInAs,
  colleague,
  world,
  look,
}) => {
  const maria = await organisation.addThread("Maria");
  await signInAs(organisation.emailOf("senior"));
  await page.goto(`/customers/${maria.customerId}`);
  await page.getByRole("link", { name: "Email", exact: true }).click();
  await expect(page.getByRole("heading", { name: "New email to Maria Test" })).toBeVisible();
  await expect(send(page, "Maria Test")).toBeDisabled();
  await look("email-empty");

  await subject(page).fill("Your visit, {{first_name}}");
  await text(page).fill(
    "Hi {{first_name|there}},\n\nthe **gate** is open for {{pet_names|your dog}}.\n\nDana",
  );
  const shown = page.getByRole("region", { name: "Preview" });
  await expect(shown).toContainText("Your visit, Maria");
  await expect(shown.frameLocator("iframe").getByText("the gate is open for Rex")).toBeVisible();
  await look("email-written");

  await test.step("a picture is put into it, and seen where it arrives", async () => {
    await page.getByRole("button", { name: "Picture", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Put in a picture" });
    const buffer = await samples.phonePhoto();
    await page.getByLabel("Picture file").setInputFiles({ name: "gate.jpg", mimeType: "image/jpeg", buffer });
    await expect(dialog.getByText(/^1,000 × 2,000 pixels/)).toBeVisible();
    await dialog.getByLabel("What does it show?").fill("The gate");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    const picture = shown.frameLocator("iframe").getByRole("img", { name: "The gate" });
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, "naturalWidth"))).toBe(1_000);
    await look("email-picture");
  });

  await test.step("a gap is named, and nothing is sent with one", async () => {
    await subject(page).fill("Your {{pass_name}}, {{valid_trough}}");
    await expect(
      page.getByText("There is no personal field “{{valid_trough}}”", { exact: false }),
    ).toBeVisible();
    await send(page, "Maria Test").click();
    await expect(page.getByRole("alert").filter({ hasText: "Nothing was sent." })).toBeVisible();
    await subject(page).fill("Your visit, {{first_name}}");
  });

  await test.step("kept over a reload and on another device", async () => {
    await page.reload();
    await expect(subject(page)).toHaveValue("Your visit, {{first_name}}");
    await expect(text(page)).toHaveValue(/the \*\*gate\*\* is open/);
    const other = await colleague(organisation.emailOf("senior"));
    await expect(async () => {
      await other.goto(`/customers/${maria.customerId}/write`);
      await expect(subject(other)).toHaveValue("Your visit, {{first_name}}", { timeout: 1_000 });
    }).toPass();
    await other.goto("/customers");
  });

  await send(page, "Maria Test").dblclick();
  await expect(page).toHaveURL(/emails\?view=notes/);
  await expect(notes(page)).toHaveCount(1);
  await expect(notes(page).first()).toContainText("Individual email");
  await expect(notes(page).first()).toContainText("Your visit, Maria");
  await readMail(world, maria.address, /<img[^>]*alt="The gate"/);
  await readMail(world, maria.address, /<strong>gate<\/strong> is open for <span[^>]*>Rex/);
  await look("email-sent");
  await page.getByRole("link", { name: "Email", exact: true }).click();
  await expect(subject(page)).toHaveValue("");
});

test("P12 C14 where no mail can go it says so, with the way to put it right; an unsubscribe does not forbid it", async ({
  page,
  organisation,
  orm,
  signInAs,
  look,
}) => {
  const tom = await organisation.addThread("Tom");
  const run = (statement: ReturnType<typeof sql>) =>
    inOrganisation(orm, organisationIdFrom(organisation.id), (em) => statement.execute(em.getKysely()));
  await run(
    sql`insert into preference (organisation_id, customer_id, channel, subscribed, source) values (${organisation.id}, ${tom.customerId}, 'campaign', false, 'portal')`,
  );
  await signInAs(organisation.emailOf("senior"));
  await page.goto(`/customers/${tom.customerId}/write`);
  await expect(page.getByText("Tom Test wants no campaigns.", { exact: false })).toBeVisible();
  await look("email-unsubscribed");
  await run(
    sql`insert into suppression (organisation_id, kind, value_key, reason, provider_message) values (${organisation.id}, 'address', ${tom.address}, 'hard_bounce', '550 5.1.1 no such user')`,
  );
  await page.reload();
  await expect(page.getByText("No mail can go there.", { exact: false })).toBeVisible();
  await subject(page).fill("Hello");
  await expect(send(page, "Tom Test")).toBeDisabled();
  await look("email-barred");
  await page.getByRole("link", { name: "Change the address" }).click();
  await expect(page.getByRole("dialog", { name: /^Edit/ })).toBeVisible();
});

test("P12 one that came back is red, says its words, and is sent again", async ({
  page,
  organisation,
  signInAs,
  world,
  look,
}) => {
  const ana = await organisation.addThread("Ana");
  await setFaults(world, organisation.id, { outcomes: { [ana.address]: "blocked" } });
  await signInAs(organisation.emailOf("admin"));
  await page.goto(`/customers/${ana.customerId}/write`);
  await subject(page).fill("A question");
  await text(page).fill("May we call you?");
  await send(page, "Ana Test").click();
  const why = page.getByRole("button", { name: /^It did not reach them: why/ });
  await expect(why).toBeVisible();
  await setFaults(world, organisation.id, null);
  await why.click();
  const details = page.getByRole("dialog", { name: /^Details of/ });
  await expect(details).toContainText("The server’s error");
  await look("email-failed", { whole: false });
  await details.getByRole("button", { name: "Send again" }).click();
  await expect(notes(page)).toHaveCount(2);
  await readMail(world, ana.address, /May we call you/);
});

test("V9 P12 the answer to it stands in the family's thread, under the mail, and as received in the connection notes", async ({
  page,
  context,
  organisation,
  orm,
  signInAs,
  world,
  look,
}) => {
  const lea = await organisation.addThread("Lea");
  await inOrganisation(orm, organisationIdFrom(organisation.id), (em) =>
    sql`update organisation set inbound_address = ${`reply-${organisation.id}.example`} where id = ${organisation.id}`.execute(
      em.getKysely(),
    ),
  );
  await signInAs(organisation.emailOf("senior"));
  await page.goto(`/customers/${lea.customerId}/write`);
  await subject(page).fill("Your key");
  await text(page).fill("Did you leave your key here?");
  await send(page, "Lea Test").click();
  await expect(notes(page)).toHaveCount(1);
  await readMail(world, lea.address, /Did you leave your key here/);

  const outbox = await context.newPage();
  await outbox.goto(`${world.simulatorUrl}/outbox?q=${encodeURIComponent(lea.address)}`);
  await outbox.getByRole("navigation", { name: "Messages" }).getByText(lea.address).first().click();
  const actions = outbox.getByLabel("Act as the receiver");
  await actions.getByText("Reply", { exact: true }).click();
  await actions.getByLabel("Answer", { exact: true }).fill("Yes, I come at five");
  await actions.getByRole("button", { name: "Send the answer", exact: true }).click();
  await expect(outbox.locator(".notice")).toContainText("Done: replied");
  await outbox.close();

  await expect(async () => {
    await page.reload();
    await expect(notes(page)).toHaveCount(2, { timeout: 1_000 });
  }).toPass();
  await look("email-answered");
  await page.goto(lea.path);
  await expect(page.getByRole("log").getByText("Yes, I come at five")).toBeVisible();
  await expect(page.getByText(/“?Your key”?/).first()).toBeVisible();
  await look("email-answered-thread", { whole: false });
});

test("P12 T54 basic staff have no way to it", async ({ page, organisation, signInAs }) => {
  const maria = await organisation.addThread("Maria");
  await organisation.addVisit(maria, "basic");
  await signInAs(organisation.emailOf("basic"));
  await page.goto(`/customers/${maria.customerId}`);
  await expect(page.getByRole("link", { name: "Message", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Email", exact: true })).toHaveCount(0);
});
