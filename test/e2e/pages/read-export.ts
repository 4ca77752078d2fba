import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { z } from "zod";

const fileSchema = z.array(z.record(z.string(), z.string()));

/** One line of an exported file, by the names of its columns. */
export type ExportLine = Readonly<Record<string, string>>;

/** Presses an Export button and opens the file that the browser saves. */
export async function readExport(
  page: Page,
  button: "Export the audit" | "Export the recipients" | "Export the review" | RegExp,
): Promise<{ name: string; lines: ExportLine[] }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: button }).click(),
  ]);
  expect(await download.failure()).toBeNull();
  const text = await readFile(await download.path(), "utf8");
  // A text that a spreadsheet would reckon with stands behind an apostrophe, whatever its quotes and separators.
  expect(text, "no cell begins like a formula").not.toMatch(/(^|[",;\n])[=@+][^",;\n]/m);
  return {
    name: download.suggestedFilename(),
    lines: fileSchema.parse(parse(text, { bom: true, columns: true })),
  };
}
