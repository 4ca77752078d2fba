import { existsSync } from "node:fs";
import { join } from "node:path";
import { switchSending } from "@packpost/core/installation/switch-sending";
import { initOrm } from "@packpost/db/orm";
import { StepFailure } from "./console/step-failure.ts";
import { findLocalDatabase } from "./environment/find-local-database.ts";
import { readExternalServices } from "./environment/read-external-services.ts";
import { defaultDataDirectory, repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

const wishes: Readonly<Record<string, boolean | undefined>> = { stop: true, allow: false, state: undefined };

/** `npm run sending -- stop | allow | state`: the stop switch of the whole installation. */
await runCommand(async () => {
  const [wish = "", ...more] = process.argv.slice(2);
  if (!Object.hasOwn(wishes, wish) || more.length > 0)
    throw new StepFailure(
      "npm run sending wants one word",
      wish === "" ? "None was given." : `It does not know “${[wish, ...more].join(" ")}”.`,
      "`npm run sending -- stop` stops all mail of every organisation, `-- allow` lets it go on, `-- state` tells.",
    );
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const url = readExternalServices(process.env).database?.ownerUrl ?? findLocalDatabase(defaultDataDirectory);
  if (url === null)
    throw new StepFailure(
      "There is no database to ask",
      "The environment names none, and `npm start` is not running here.",
      "Set DATABASE_URL and DATABASE_MIGRATION_URL (.env.example), or run `npm start` beside this.",
    );
  const orm = await initOrm({ url, poolSize: 1 });
  try {
    const since = await switchSending(orm, wishes[wish]);
    console.log(
      since === null
        ? `Mail goes out.${wish === "allow" ? " Campaigns that were held go on within five minutes." : ""}`
        : `All sending has been stopped since ${since.toISOString()}. Nothing is lost: whoever waits, waits.`,
    );
  } finally {
    await orm.close(true);
  }
  return 0;
});
