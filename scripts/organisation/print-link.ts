import {
  endFoundingLinks,
  FOUNDING_HOURS,
  makeFoundingLink,
} from "@packpost/core/founding/make-founding-link";
import { migrate } from "@packpost/db/migrate";
import { initOrm, type Orm } from "@packpost/db/orm";
import { StepFailure } from "../console/step-failure.ts";
import { findLocalDatabase } from "../environment/find-local-database.ts";
import { defaultDataDirectory } from "../paths.ts";
import { appUrlOf } from "./app-url-of.ts";

/**
 * Prints a link by which somebody founds an organisation in the browser, once: the first one, or another one; with `--end` it ends those
 * that nobody has used. It needs the owner of the tables and the web's address alone, so the container of the migrations will do.
 */
export async function printLink(words: readonly string[]): Promise<void> {
  const ends = words.length === 1 && words[0] === "--end";
  if (words.length > 0 && !ends)
    throw new StepFailure(
      "npm run organisation -- link knows one word more",
      `It does not know “${words.join(" ")}”.`,
      "`-- link` prints a link, `-- link --end` ends those that nobody has used yet. The organisation's name and its owner are asked for in the browser.",
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
    await (ends ? endLinks(orm) : makeLink(orm));
  } finally {
    await orm.close(true);
  }
}

async function makeLink(orm: Orm): Promise<void> {
  const link = await makeFoundingLink(orm, { firstAlone: false });
  if (link === null) throw new Error("no link was made");
  console.log(
    link.first
      ? "Whoever opens this sets up the first organisation and is its owner. Links from before have ended."
      : "Whoever opens this sets up another organisation and is its owner.",
  );
  console.log(`It works once, for ${FOUNDING_HOURS} hours, and is not shown again. Hand it to nobody else:`);
  console.log(`  ${appUrlOf(process.env, defaultDataDirectory)}/founding/${link.token}`);
  if (link.others > 0)
    console.log(
      `Besides it ${link.others === 1 ? "a link from before still works" : `${link.others} links from before still work`}. Did one go to the wrong person? \`npm run organisation -- link --end\` ends all that are unused, this one too.`,
    );
}

async function endLinks(orm: Orm): Promise<void> {
  const ended = await endFoundingLinks(orm);
  console.log(
    ended === 0
      ? "No link was open."
      : `${ended === 1 ? "One link" : `${ended} links`} ended: nobody can set up an organisation by ${ended === 1 ? "it" : "them"} any more. \`npm run organisation -- link\` prints a new one.`,
  );
}
