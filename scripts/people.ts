import { initOrm } from "@packpost/db/orm";
import { demoOrganisations } from "@packpost/db/seed/seed-demo";
import { seedLargePass } from "@packpost/db/seed/seed-large-pass";
import { StepFailure } from "./console/step-failure.ts";
import { findLocalDatabase } from "./environment/find-local-database.ts";
import { defaultDataDirectory } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

const most = 1_000_000;

/** `npm run people -- N`: a pass with N new holders for the demo organisation that `npm start` runs, to try size with. */
await runCommand(async () => {
  const people = readCount(process.argv.slice(2));
  // Only ever the demonstration's own database: whatever the environment names may hold real people.
  const url = findLocalDatabase(defaultDataDirectory);
  if (url === null)
    throw new StepFailure(
      "There is no demo organisation to put them into",
      "`npm start` is not running here.",
      "Leave `npm start` running and call this beside it.",
    );
  const orm = await initOrm({ url, poolSize: 1 });
  try {
    const organisationId = demoOrganisations.riverside;
    const name = await seedLargePass({ orm, organisationId, people, report: tell });
    console.log(`✓ Riverside Dog Parks has a pass “${name}”: choose it in a new campaign.`);
    console.log("  Its holders stay until `npm start -- --reset`.");
  } finally {
    await orm.close(true);
  }
  return 0;
});

function tell(made: number): void {
  console.log(`  … ${made.toLocaleString("en-US")} people`);
}

function readCount(words: readonly string[]): number {
  const [word = ""] = words;
  const count = /^\d+$/.test(word) && words.length === 1 ? Number(word) : 0;
  if (count < 1 || count > most)
    throw new StepFailure(
      "npm run people wants a number",
      words.length === 0 ? "None was given." : `It does not know “${words.join(" ")}”.`,
      `\`npm run people -- 10000\`; from 1 to ${most.toLocaleString("en-US")}.`,
    );
  return count;
}
