import type { Locator, Page, TestInfo } from "@playwright/test";
import pg from "pg";
import type { World } from "../environment/world.ts";
import { expect, test } from "../fixtures/test.ts";

// Article 004, sentence by sentence, on the demo's customers.

/** A customer of Riverside by what happened to their campaigns' mail. */
async function findCustomer(world: World, condition: string): Promise<string> {
  const client = new pg.Client(world.databaseOwnerUrl);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select customer.id from customer
       join staff_member on staff_member.organisation_id = customer.organisation_id
       join auth_user on auth_user.id = staff_member.user_id and auth_user.email = 'dana@riverside.example'
       where ${condition} order by customer.number limit 1`,
    );
    return String(rows[0]?.id);
  } finally {
    await client.end();
  }
}

/** They opened the campaign's mail below and followed a link of it, and one of another. */
const clicked = ["=", "<>"]
  .map(
    (
      which,
    ) => `exists (select from recipient join campaign on campaign.id = recipient.broadcast_id and campaign.name ${which} 'Autumn trail clean-up'
      join click on click.recipient_id = recipient.id and not click.bot
      where recipient.customer_id = customer.id and recipient.opened_at is not null)`,
  )
  .join(" and ");
const bounced =
  "exists (select from recipient where recipient.customer_id = customer.id and hard_bounced_at is not null)";
const maria = "customer.first_name = 'Maria' and customer.last_name = 'Okafor'";

const part = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name} `) });

/** On a phone the filters stand behind one button. */
async function filterBy(page: Page, state: string): Promise<void> {
  const filters = page.getByRole("button", { name: /^Filters/ });
  const isPhone = await filters.isVisible();
  if (isPhone) await filters.click();
  const place = isPhone ? page.getByRole("dialog", { name: "Filters" }) : page;
  await place.getByRole("button", { name: state, exact: true }).filter({ visible: true }).click();
  if (isPhone) await place.getByRole("button", { name: "Show them" }).click();
}

const isPhone = (info: TestInfo) => info.project.name === "phone";

/** A table's columns as they are headed; on a phone a row is a card without a head. */
async function expectColumns(page: Page, info: TestInfo, table: string, names: readonly string[]) {
  if (isPhone(info)) return;
  const heads = page.getByRole("table", { name: table }).getByRole("columnheader");
  expect((await heads.allInnerTexts()).map((text) => text.trim())).toEqual(names);
}

/** A date and time, to the second for whoever points at it. */
const stamps = (row: Locator) => row.locator("time[datetime]");

const mailRows = (page: Page) =>
  page.getByRole("table", { name: "Campaign emails sent" }).locator("tbody tr");

test("P1 the list of customers: both states with their words, a search with a slip, a filter, and the file", async ({
  page,
  signInAs,
  look,
}) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
  const rows = page.getByRole("table", { name: "Customers" }).locator("tbody tr");
  await expect(rows.first()).toBeVisible();
  await look("customers", { whole: false });
  await page.getByRole("searchbox", { name: "Name, email, phone, pet" }).fill("marai okafor");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("Maria Okafor");
  await page.getByRole("searchbox", { name: "Name, email, phone, pet" }).fill("");
  await filterBy(page, "Unsubscribed");
  await expect(page).toHaveURL(/email=unsubscribed/);
  await expect(rows.first()).toContainText("Unsubscribed");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "More about customers" }).click();
  await page.getByRole("menuitem", { name: "Export the customers" }).click();
  expect((await download).suggestedFilename()).toBe("Customers.csv");
  await filterBy(page, "Blocked");
  await rows.first().getByRole("link").first().click();
  await expect(page.getByRole("navigation", { name: "Parts of this page" })).toBeVisible();
  await look("customer-overview");
});

test("P2 P3 a campaign's mail: sent, opened; selecting it opens the links clicked in it, again deselects", async ({
  page,
  world,
  signInAs,
  look,
}, info) => {
  await signInAs("dana@riverside.example");
  const id = await findCustomer(world, clicked);
  await page.goto(`/customers/${id}/emails`);
  await expect(part(page, "Campaign emails sent")).toHaveAttribute("aria-pressed", "true");
  const row = mailRows(page).filter({ hasText: "Autumn trail clean-up: Lend a paw" });
  await expect(row).toBeVisible();
  // "Campaign: Subject", "Sent – a date and time stamp", "Opened – the date and time stamp when the email was opened".
  await expectColumns(page, info, "Campaign emails sent", ["Details", "Campaign: subject", "Sent", "Opened"]);
  await expect(stamps(row)).toHaveCount(2);
  await look("customer-emails");
  // "The grey info icon indicates that the message was sent successfully. Click on the icon to see additional details … as well as a preview."
  await row.getByRole("button", { name: /^Details: / }).click();
  const details = page.getByRole("dialog", { name: /^Details of/ });
  await expect(details).toContainText(/to \S+@/);
  await expect(details.getByText("Opened", { exact: true })).toBeVisible();
  await expect(details.getByRole("button", { name: "Open the whole mail" })).toBeVisible();
  await look("customer-mail-details", { whole: false });
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  // "The default view of this tab shows every link the customer has clicked in every marketing email."
  await part(page, "Links clicked").click();
  const links = page.getByRole("table", { name: "Links clicked" }).locator("tbody tr");
  const all = await links.count();
  expect(all).toBeGreaterThanOrEqual(2);
  // "Clicked is the date and time stamp when the link was clicked", "URL", "Campaign: Subject".
  await expectColumns(page, info, "Links clicked", ["Clicked", "URL", "Campaign: subject"]);
  await expect(stamps(links.first())).toHaveCount(1);
  await expect(links.first().getByRole("link")).toHaveAttribute("target", "_blank");
  await expect(links.first().getByRole("link")).toHaveAttribute("href", /^https?:/);
  await look("customer-links");
  await part(page, "Campaign emails sent").click();
  // "If you click on one of the rows …"
  await row.getByRole("button", { name: /^Autumn/ }).click();
  await expect(page).toHaveURL(/mail=/);
  if (isPhone(info)) {
    await expect(part(page, "Links clicked")).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText("Only of Autumn trail clean-up")).toBeVisible();
  } else {
    await expect(page.getByRole("heading", { name: "Links clicked in this email" })).toBeVisible();
    await expect(page.getByText("As it was sent")).toBeVisible();
    await look("customer-emails-selected");
    // "… select one of the emails, the Links Clicked tab will only display the associated links to the email chosen."
    await part(page, "Links clicked").click();
    await expect(page.getByText("Only of Autumn trail clean-up")).toBeVisible();
  }
  for (const link of await links.all()) await expect(link).toContainText("Autumn trail clean-up: Lend a paw");
  expect(await links.count()).toBeLessThan(all);
  await part(page, "Campaign emails sent").click();
  await expect(row.getByRole("button", { name: /^Autumn/ })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(row.getByRole("button", { name: /^Autumn/ })).toHaveAttribute("aria-pressed", "true");
  // "… click on the message to deselect it."
  await row.getByRole("button", { name: /^Autumn/ }).click();
  await expect(page).not.toHaveURL(/mail=/);
  await expect(row.getByRole("button", { name: /^Autumn/ })).toHaveAttribute("aria-pressed", "false");
});

test("P2 the info icon is red where it did not arrive, and says what error the server sent back", async ({
  page,
  world,
  signInAs,
  look,
}) => {
  await signInAs("dana@riverside.example");
  await page.goto(`/customers/${await findCustomer(world, bounced)}/emails`);
  await page
    .getByRole("button", { name: /^It did not reach them: why/ })
    .first()
    .click();
  const details = page.getByRole("dialog", { name: /^Details of/ });
  await expect(details).toContainText("The server’s error");
  await expect(details).toContainText("550 5.1.1 The email account that you tried to reach does not exist");
  await look("customer-mail-error", { whole: false });
  await details.getByRole("button", { name: "Open the whole mail" }).click();
  const mail = page.getByRole("dialog", { name: "As it was sent" });
  await expect(mail.frameLocator("iframe").getByText("river trail")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(mail).toBeHidden();
});

test("P4 P5 connection notes: campaigns and work orders grey, e-signature and cards blue, each as it was sent", async ({
  page,
  world,
  signInAs,
  look,
}, info) => {
  await signInAs("dana@riverside.example");
  await page.goto(`/customers/${await findCustomer(world, maria)}/emails`);
  await part(page, "Connection notes").click();
  const notes = page.getByRole("table", { name: "Connection notes" }).locator("tbody tr");
  const badge = (word: string) => notes.getByText(word, { exact: true }).first().locator("xpath=..");
  for (const word of ["Marketing campaign", "Work order", "Individual email"])
    await expect(badge(word)).toHaveAttribute("data-tone", "grey");
  for (const word of ["E-signature", "Card processing"])
    await expect(badge(word)).toHaveAttribute("data-tone", "blue");
  // "Each row shows: Date/Time, Send/Rcvd, Connection Type, Title, Opened", and the info icon.
  await expectColumns(page, info, "Connection notes", [
    ...["Date/Time", "Send/Rcvd", "Connection type", "Title", "Opened", "Details"],
  ]);
  for (const direction of ["Sent", "Received"])
    await expect(notes.getByText(direction, { exact: true }).first().locator("svg")).toBeVisible();
  // "Opened – the time stamp added when the email was opened": beside the one of the sending.
  await expect(
    notes.filter({ hasText: "Please sign: grooming agreement" }).locator("time[datetime]"),
  ).toHaveCount(2);
  await look("customer-notes");
  const order = notes.filter({ hasText: "Work order 2107" });
  await order.getByRole("button", { name: /^It did not reach them: why/ }).click();
  await expect(page.getByRole("dialog", { name: /^Details of/ })).toContainText("452 4.2.2 Mailbox full");
  await expect(page.getByRole("dialog", { name: /^Details of/ })).toContainText("The server’s error");
  await page.keyboard.press("Escape");
  // "The grey info icon indicates that the message was sent successfully. Click on the icon to see additional details … as well as a preview."
  const signed = page.getByRole("dialog", { name: "Details of Please sign: grooming agreement" });
  await notes.getByRole("button", { name: "Details: Please sign: grooming agreement", exact: true }).click();
  await expect(signed).toContainText("As it was sent");
  await expect(signed).toContainText("waits for your signature");
  await look("customer-note-details", { whole: false });
  await page.keyboard.press("Escape");
  await expect(signed).toBeHidden();
  await notes.getByRole("button", { name: "Please sign: grooming agreement", exact: true }).click();
  const mail = page.getByRole("dialog", { name: "As it was sent" });
  await expect(mail.frameLocator("iframe").getByText("waits for your signature")).toBeVisible();
  await page.goBack();
  await expect(mail).toBeHidden();
});

test("P6 P8 why somebody did not get it, and what they asked for", async ({
  page,
  world,
  signInAs,
  look,
}) => {
  await signInAs("dana@riverside.example");
  const dev = await findCustomer(world, "customer.first_name = 'Dev' and customer.last_name = 'Haddad'");
  await page.goto(`/customers/${dev}/emails`);
  await page
    .getByLabel("Why didn’t Dev get", { exact: true })
    .selectOption({ label: "Fireworks night: quiet hour" });
  await expect(page.getByRole("status").filter({ hasText: "Dev was left out: " })).toContainText(
    "nsubscribed",
  );
  await look("customer-why");
  await page.getByRole("link", { name: "Communications" }).click();
  await expect(page.getByRole("heading", { name: "What they want to be sent" })).toBeVisible();
  await page.getByRole("button", { name: "Subscribe again …" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Send them campaigns again" });
  await expect(dialog.getByRole("button", { name: "Subscribe again" })).toBeDisabled();
  await look("customer-subscribe-again", { whole: false });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await look("customer-communications");
});
