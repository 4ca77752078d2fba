import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { purgeData } from "./purge-data.ts";

it.each([
  { keepsPictures: false, said: "with the pictures of its mails" },
  { keepsPictures: true, said: "the pictures of mails are kept" },
])("O5 --reset says whether it forgot the pictures: kept $keepsPictures", ({ keepsPictures, said }) => {
  const directory = mkdtempSync(join(tmpdir(), "packpost-purge-"));
  for (const folder of ["files", "postgres"]) mkdirSync(join(directory, folder));
  writeFileSync(join(directory, "files", "one.jpg"), "x");
  const told: string[] = [];
  purgeData(directory, { keepsPictures, report: (line) => told.push(line) });
  expect(told).toEqual([`✓ Forgot the data in ${directory}, ${said}`]);
  expect(existsSync(join(directory, "files", "one.jpg"))).toBe(keepsPictures);
  expect(existsSync(join(directory, "postgres"))).toBe(false);
});
