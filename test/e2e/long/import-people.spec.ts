import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

const drop = (page: Page, name: string, text: string) =>
  page.getByLabel("File to import").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const rowsOf = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });

/** Drops a file of people and has it checked. @param sum what the difference says */
async function check(page: Page, name: string, lines: readonly string[], sum: string): Promise<void> {
  await page.goto("/customers/imports");
  await drop(page, name, lines.join("\r\n"));
  await expect(page.getByRole("heading", { name })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText(`${sum} Nothing is written yet.`)).toBeVisible({ timeout: 30_000 });
}

/** Imports what was checked. */
async function confirm(page: Page, rows: string, sum: string): Promise<void> {
  await page.getByRole("button", { name: `Import ${rows}…` }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Import ${rows}` })
    .click();
  await expect(page.getByText(sum, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Imported", { exact: true })).toBeVisible();
}

test("P9 C18 files of people who left: by their own column, and Mailchimp's under another name; none of them may be written to", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("admin"));
  await test.step("a column that says no", async () => {
    await check(
      page,
      "everybody.csv",
      [
        "First name,Last name,Email,Opted out",
        "Una,Gone,una@import.example,yes",
        "Vera,Here,vera@import.example,",
      ],
      "2 rows: 2 new.",
    );
    await expect(page.getByLabel("What “Opted out” is").locator("option:checked")).toHaveText(
      "Wants no campaigns",
    );
    await look("import-left-column");
    await confirm(page, "2 rows", "2 rows: 2 new.");
  });
  await test.step("Mailchimp's file of those who left, called otherwise", async () => {
    await check(
      page,
      "list from May.csv",
      [
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON,LEID,EUID",
        "will@import.example,Will,Left,2,2020-01-02 10:00:00,2022-05-06 12:33:44,N/A,1,abc",
      ],
      "1 row: 1 new.",
    );
    await expect(rowsOf(page, "Row 2")).toContainText(/unsubscribed/i);
    await look("import-left-mailchimp");
    await confirm(page, "1 row", "1 row: 1 new.");
  });
  await page.goto("/customers?email=unsubscribed");
  const people = page.getByRole("table", { name: "Customers" }).locator("tbody tr");
  await expect(people).toHaveCount(2);
  await expect(people.filter({ hasText: "Una" })).toHaveCount(1);
  await expect(people.filter({ hasText: "Will" })).toHaveCount(1);
  await expect(page.getByText("2 customers match")).toBeVisible();
});

test("P9 a file without a line of names is refused with its first person, and nothing is lost", async ({
  page,
  organisation,
  signInAs,
  look,
  watch,
}) => {
  watch.expectProblems(/400/);
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/customers/imports");
  await drop(page, "nameless.csv", "Maria,Okafor,maria@import.example\r\nTom,Brown,tom@import.example\r\n");
  await expect(
    page.getByText("Its first line holds “maria@import.example”, not the names of the columns."),
  ).toBeVisible();
  await look("import-nameless");
  await drop(
    page,
    "named.csv",
    "First name,Last name,Email\r\nMaria,Okafor,maria@import.example\r\nTom,Brown,tom@import.example\r\n",
  );
  await expect(page.getByRole("heading", { name: "named.csv" })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Put it away" }).click();
  await expect(page.getByText("This file was put away. Nothing of it was imported.")).toBeVisible();
  await look("import-put-away");
  await page.getByRole("link", { name: "Import another file" }).click();
  await expect(page.getByRole("heading", { name: "Imports", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
});

test("P9 T59 a couple with one mailbox are two people, said beside them; the file again changes nothing; its refused row is mended and dropped; undone", async ({
  page,
  organisation,
  signInAs,
  look,
}) => {
  await signInAs(organisation.emailOf("admin"));
  const house = [
    "First name,Last name,Email",
    "Maria,Okafor,house@import.example",
    "John,Okafor,house@import.example",
    "Tim,Brown,a..b@import.example",
  ];
  await check(page, "house.csv", house, "3 rows: 2 new, 1 refused.");
  await expect(rowsOf(page, "John Okafor")).toContainText(
    /Maria Okafor.* has the same address\. If it is one person, merge them on their page\./,
  );
  await look("import-one-mailbox");
  await confirm(page, "2 rows", "3 rows: 2 new, 1 refused.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "1 refused as a file, with the reasons" }).click(),
  ]);
  const refused = await readFile(await download.path(), "utf8");

  await test.step("the same file once more", async () => {
    await check(page, "house.csv", house, "3 rows: 2 without a change, 1 refused.");
    await expect(
      page.getByText(/^There is nothing to import: no row of this file changes anything/),
    ).toBeVisible();
    await look("import-again");
  });
  await test.step("the file of what was refused, as it is, and mended", async () => {
    await check(page, "still wrong.csv", refused.trim().split(/\r?\n/), "1 row: 1 refused.");
    await check(
      page,
      "mended.csv",
      refused.replace("a..b@import.example", "tim@import.example").trim().split(/\r?\n/),
      "1 row: 1 new.",
    );
    await look("import-mended");
    await confirm(page, "1 row", "1 row: 1 new.");
  });
  await page.goto("/customers");
  await expect(page.getByText("3 customers", { exact: true })).toBeVisible();
  const people = page.getByRole("table", { name: "Customers" });
  for (const name of ["Maria Okafor", "John Okafor", "Tim Brown"])
    await expect(people.getByRole("link", { name })).toBeVisible();

  await page.goto("/customers/imports");
  await page.getByRole("link", { name: "mended.csv" }).click();
  await page.getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo 1 row" }).click();
  await expect(page.getByText("Undone", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.goto("/customers");
  await expect(page.getByText("2 customers", { exact: true })).toBeVisible();
});
