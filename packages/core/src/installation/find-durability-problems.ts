import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ name: z.string(), setting: z.string() });

const meanings: Record<string, { bad: readonly string[]; means: string }> = {
  fsync: {
    bad: ["off"],
    means:
      "a crash of the machine can lose or damage what was committed, claims too: people may get a mail twice",
  },
  full_page_writes: {
    bad: ["off"],
    means: "a crash of the machine can damage the database",
  },
  synchronous_commit: {
    bad: ["off", "local", "remote_write"],
    means:
      "the newest commits can be lost (claims are not: they wait for the disk in any case), webhooks among them that were answered with 200",
  },
};

/**
 * Settings of the PostgreSQL server by which a commit can be lost, each in words for whoever runs the installation.
 * @source https://www.postgresql.org/docs/current/runtime-config-wal.html
 */
export async function findDurabilityProblems(orm: Orm): Promise<string[]> {
  const { rows } = await sql`
    select name, setting from pg_settings where name = any(${Object.keys(meanings)}::text[]) order by name`.execute(
    orm.em.fork().getKysely(),
  );
  return rows
    .map((row) => rowSchema.parse(row))
    .filter(({ name, setting }) => meanings[name]?.bad.includes(setting))
    .map(({ name, setting }) => `PostgreSQL runs with ${name} = ${setting}: ${meanings[name]?.means}`);
}
