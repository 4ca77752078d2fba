import { existsSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "@packpost/db/migrate";
import { StepFailure } from "./console/step-failure.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run migrate`: brings the database of DATABASE_MIGRATION_URL to the newest schema, before the new programs start. */
await runCommand(async () => {
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const url = process.env.DATABASE_MIGRATION_URL;
  if (!url)
    throw new StepFailure(
      "There is no database to migrate",
      "DATABASE_MIGRATION_URL is not set.",
      "Set it to the role that owns the tables (.env.example).",
    );
  const names = await migrate(url);
  console.log(names.length === 0 ? "The schema is up to date." : `Migrations run: ${names.join(", ")}`);
  return 0;
});
