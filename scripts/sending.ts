import { existsSync } from "node:fs";
import { join } from "node:path";
import { switchSending } from "@packpost/core/installation/switch-sending";
import { listGone } from "@packpost/core/restore/list-gone";
import { holdSending, readHoldState, releaseSending } from "@packpost/core/restore/release-sending";
import { initOrm, type Orm } from "@packpost/db/orm";
import { StepFailure } from "./console/step-failure.ts";
import { findLocalDatabase } from "./environment/find-local-database.ts";
import { readExternalServices } from "./environment/read-external-services.ts";
import { defaultDataDirectory, repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";
import { describeGone, describeHold } from "./sending/describe-hold.ts";

const wishes: Readonly<Record<string, (orm: Orm, reason: string | null) => Promise<void>>> = {
  stop: (orm) => tellState(orm, true),
  allow: (orm) => tellState(orm, false),
  state: (orm) => tellState(orm, undefined),
  hold,
  release,
};

/** `npm run sending -- stop | allow | state | hold | release [--reason "…"]`: the stop switch of the whole installation, and the hold after a restore. */
await runCommand(async () => {
  const [wish = "", ...more] = process.argv.slice(2);
  const run = Object.hasOwn(wishes, wish) ? wishes[wish] : undefined;
  const reason =
    wish === "release" && more[0] === "--reason" && more.length === 2 ? (more[1]?.trim() ?? "") : null;
  if (run === undefined || (more.length > 0 && !reason))
    throw new StepFailure(
      "npm run sending wants one word",
      wish === "" ? "None was given." : `It does not know “${[wish, ...more].join(" ")}”.`,
      '`npm run sending -- stop` stops all mail and texts of every organisation, `-- allow` lets it go on, `-- state` tells. After a restore `-- hold` stops all where nothing has noticed it, `-- release` lets it go on once all is compared with the providers, `-- release --reason "…"` before that.',
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
    await run(orm, reason);
  } finally {
    await orm.close(true);
  }
  return 0;
});

async function tellState(orm: Orm, stopped: boolean | undefined): Promise<void> {
  const since = await switchSending(orm, stopped);
  const held = await readHoldState(orm);
  if (since !== null)
    console.log(
      `All sending has been stopped since ${since.toISOString()}. Nothing is lost: whoever waits, waits.`,
    );
  if (held !== null) console.log([...describeHold(held), ...describeGone(await listGone(orm))].join("\n"));
  if (since === null && held === null)
    console.log(
      `Mail and texts go out.${stopped === false ? " Campaigns that were held go on within five minutes." : ""}`,
    );
}

async function hold(orm: Orm): Promise<void> {
  const newly = await holdSending(orm);
  console.log(
    newly
      ? "Held: a worker compares with the providers what was sent since its newest look."
      : "It is held already.",
  );
}

async function release(orm: Orm, reason: string | null): Promise<void> {
  const released = await releaseSending(orm, reason);
  if (released.outcome === "not_held") return console.log("Sending is not held.");
  if (released.outcome === "released")
    return console.log(
      "Released: mail and texts go out within a minute. What was overdue asks its author first.",
    );
  throw new StepFailure(
    "Not all has been compared with the providers yet",
    describeHold(released.state).join("\n  "),
    'Wait (a worker must run, the last comparison is ten minutes after the restore), or release with `-- release --reason "why"`: whoever is not compared may get something twice.',
  );
}
