import { FOUNDING_HOURS, makeFoundingLink } from "@packpost/core/founding/make-founding-link";
import { migrate } from "@packpost/db/migrate";
import { initOrm } from "@packpost/db/orm";
import { StepFailure } from "../console/step-failure.ts";
import { findLocalDatabase } from "../environment/find-local-database.ts";
import { defaultDataDirectory } from "../paths.ts";
import { appUrlOf } from "./app-url-of.ts";

/**
 * Prints a link by which somebody founds an organisation in the browser, once: the first one, or another one. It needs the owner of the
 * tables and the web's address alone, so the container of the migrations will do.
 */
export async function printLink(words: readonly string[]): Promise<void> {
  if (words.length > 0)
    throw new StepFailure(
      "npm run organisation -- link takes nothing more",
      `It does not know “${words.join(" ")}”.`,
      "The organisation's name and its owner are asked for in the browser.",
    );
  const ownerUrl = process.env.DATABASE_MIGRATION_URL || findLocalDatabase(defaultDataDirectory);
  if (!ownerUrl)
    throw new StepFailure(
      "There is no database to ask",
      "The environment names none, and `npm start` is not running here.",
      "Set DATABASE_MIGRATION_URL and APP_URL (.env.example), or run `npm start` beside this.",
    );
  await migrate(ownerUrl);
  const orm = await initOrm({ url: ownerUrl, poolSize: 1 });
  try {
    const link = await makeFoundingLink(orm, { firstAlone: false });
    if (link === null) throw new Error("no link was made");
    console.log(
      link.first
        ? "Whoever opens this sets up the first organisation and is its owner. Links from before have ended."
        : "Whoever opens this sets up another organisation and is its owner.",
    );
    console.log(
      `It works once, for ${FOUNDING_HOURS} hours, and is not shown again. Hand it to nobody else:`,
    );
    console.log(`  ${appUrlOf(process.env, defaultDataDirectory)}/founding/${link.token}`);
  } finally {
    await orm.close(true);
  }
}
