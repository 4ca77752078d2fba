import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StepFailure } from "../console/step-failure.ts";
import { findLiveOwner } from "./open-data-directory.ts";

// What a data directory holds of people's work, in an order that leaves a usable rest if this is killed half-way:
// what follows from the database goes before it, and its passwords after it. `files` are the pictures of mails.
const data = ["files", "temporal", "simulator", "first-campaign.json", "postgres", "secrets.json"];

/**
 * Forgets the data of an installation (`npm start -- --reset`).
 * @param options.keepsPictures they belong to a database elsewhere, or to mail that was really sent and shows them for years
 * @throws StepFailure while another copy works on it
 */
export function purgeData(
  directory: string,
  options: { readonly keepsPictures: boolean; readonly report: (line: string) => void },
): void {
  const owner = findLiveOwner(directory);
  if (owner !== null) {
    throw new StepFailure(
      "The data cannot be forgotten now",
      `Process ${owner} works on ${directory}.`,
      `Stop it first (Ctrl-C there, or \`kill ${owner}\`).`,
    );
  }
  const grave = join(directory, "forgotten");
  rmSync(grave, { recursive: true, force: true });
  mkdirSync(grave, { recursive: true });
  const kept = new Set(options.keepsPictures ? ["files"] : []);
  // Renaming is atomic, removing a folder is not.
  for (const name of data.filter((entry) => existsSync(join(directory, entry)) && !kept.has(entry))) {
    renameSync(join(directory, name), join(grave, name));
  }
  rmSync(grave, { recursive: true, force: true });
  const pictures = options.keepsPictures
    ? "the pictures of mails are kept"
    : "with the pictures of its mails";
  options.report(`✓ Forgot the data in ${directory}, ${pictures}`);
}
