import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

const drop = (page: Page, name: string, text: string) =>
  page.getByLabel("File to import").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const people = [
  "ID;First name;Last name;E-mail;Mobile;Balance",
  "1;Maria;Okafor;maria@import.example;(202) 555-0142;1,50",
  "2;Ciara;O’Brien;ciara@import.example;;0,00",
  "3;Tom;Brown;a..b@import.example;4.41E+11;0,00",
  "4;Lena;Schmidt;lena@import.example;;0,00",
].join("\r\n");

test("P9 a file is dropped, its columns named, looked at, imported and undone; leaving and coming back keeps everything", async ({
  page,
  organisation,
  signInAs,
  look,
  watch,
}) => {
  watch.expectProblems(/400/);
  await signInAs(organisation.emailOf("admin"));
  await page.goto("/customers");
  await look("import-no-customers");
  await page.getByRole("link", { name: "Import your customers" }).click();
  await expect(page.getByRole("heading", { name: "Imports", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No imports yet" })).toBeVisible();
  await look("imports-empty");

  await drop(page, "photo.csv", "PK\u0003\u0004");
  await expect(page.getByText("This is an Excel workbook or a zip archive, no CSV.")).toBeVisible();
  await look("imports-refused");
  await drop(page, "clients of May.csv", people);
  await expect(page.getByRole("heading", { name: "clients of May.csv" })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel("Columns are divided by")).toHaveValue(";");
  await expect(page.getByLabel("What “E-mail” is")).toHaveValue("email");
  const balance = page.getByLabel("What “Balance” is");
  await expect(balance).toHaveValue("");
  await page.getByLabel("Numbers without a country code").selectOption("US");
  await expect(page.getByLabel("Numbers without a country code")).toHaveValue("US");
  await look("import-columns");

  await page.reload();
  await expect(page.getByLabel("Numbers without a country code")).toHaveValue("US");
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText("4 rows: 3 new, 1 refused. Nothing is written yet.")).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole("listitem").filter({ hasText: "Row 2" })).toContainText("+1");
  await look("import-difference");
  await page.getByRole("button", { name: "Refused 1" }).click();
  await expect(page.getByText("There are two dots in a row before the @.")).toBeVisible();
  await look("import-refused-rows");

  await page.getByRole("button", { name: "Import 3 rows…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("It can be undone for 24 hours.");
  await look("import-confirm", { whole: false });
  await dialog.getByRole("button", { name: "Import 3 rows" }).click();
  await expect(page.getByText("4 rows: 3 new, 1 refused.", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Imported", { exact: true })).toBeVisible();
  await look("import-result");
  await page.getByRole("button", { name: "New 3" }).click();
  await page.getByRole("link", { name: /^Ciara O’Brien/ }).click();
  await expect(page.getByRole("heading", { name: "Ciara O’Brien" })).toBeVisible();

  await page.goto("/customers/imports");
  await expect(page.getByRole("table", { name: "Imports" })).toContainText("3 new, 1 refused");
  await look("imports");
  await page.getByRole("link", { name: "clients of May.csv" }).click();
  await page.getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo 3 rows" }).click();
  await expect(page.getByText("Undone", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.goto("/customers");
  await expect(page.getByRole("heading", { name: "No customers yet" })).toBeVisible();
});

test("P9 seniors find no import", async ({ page, organisation, signInAs }) => {
  await organisation.addPeople(["a@import.example"]);
  await signInAs(organisation.emailOf("senior"));
  await page.goto("/customers");
  await expect(page.getByRole("heading", { name: "Customers", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Import" })).toHaveCount(0);
});
