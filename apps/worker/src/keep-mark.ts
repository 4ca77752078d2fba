import type { Meter } from "@packpost/core/metrics/meter";
import {
  type InstallationMark,
  type Look,
  lookAtInstallation,
  waitsForLook,
} from "@packpost/core/restore/look-at-installation";
import type { Orm } from "@packpost/db/orm";
import { type Client, ScheduleNotFoundError } from "@temporalio/client";
import type { Logger } from "pino";
import * as z from "zod";
import { everySoOften } from "./every-so-often.ts";
import { RESTORE_SWEEP } from "./schedules.ts";

/** Between two looks: so much of what was sent before a backup was put back may go unnoticed at most. */
const LOOK_MS = 10_000;
/** Between two questions whether claims wait for a look. */
const ASK_MS = 1_000;

const noteSchema = z.string().transform((text, check) => {
  const [, installationId, beat] = /installation (\S+), look (\d+)/.exec(text) ?? [];
  if (installationId !== undefined && beat !== undefined) return { installationId, beat: Number(beat) };
  check.addIssue({ code: "custom", message: "no mark" });
  return z.NEVER;
});

/** What the note says to whoever reads it in Temporal. */
const formatNote = ({ installationId, beat }: InstallationMark) =>
  `Mark of installation ${installationId}, look ${beat}: a database that counts fewer has been put back from a backup, and its sending is held. Do not edit.`;

/** The mark that Temporal keeps; null where it keeps none, as after it has lost its data. */
export async function readMark(client: Client): Promise<InstallationMark | null> {
  try {
    const { state } = await client.schedule.getHandle(RESTORE_SWEEP).describe();
    return noteSchema.safeParse(state.note ?? "").data ?? null;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

async function writeMark(client: Client, mark: InstallationMark): Promise<void> {
  await client.schedule
    .getHandle(RESTORE_SWEEP)
    .update((previous) => ({ ...previous, state: { ...previous.state, note: formatNote(mark) } }));
}

export interface MarkSettings {
  readonly client: Client;
  readonly orm: Orm;
  readonly log: Logger;
  readonly meter: Meter;
}

/** One look: compares the database with the mark, and moves the mark on where it is the same (O4). */
export async function lookOnce({ client, orm, log, meter }: MarkSettings): Promise<Look> {
  const mark = await readMark(client);
  const look = await lookAtInstallation(orm, mark);
  meter.set("packpost_sending_held", look.held ? 1 : 0);
  if (!look.held) {
    if (mark === null && !look.first)
      log.warn("Temporal kept no mark of this installation: it has lost its data, or is another one");
    await writeMark(client, look.mark);
  } else if (look.newly) log.error({ because: look.because, lostFrom: look.lostFrom }, RESTORED);
  return look;
}

const RESTORED =
  "the database was put back from a backup: all sending is held until what was sent since has been compared with the providers and `npm run sending -- release` lets it go on";

/**
 * Looks at once, before anybody claims, and then again and again; at once too where claims wait for it, since the database's server has
 * started anew.
 * @returns ends it; resolves when no look is in hand any more
 */
export async function keepMark(settings: MarkSettings): Promise<() => Promise<void>> {
  await lookOnce(settings);
  let lookedAt = performance.now();
  return everySoOften(ASK_MS, async () => {
    try {
      if (performance.now() - lookedAt < LOOK_MS && !(await waitsForLook(settings.orm))) return;
      await lookOnce(settings);
      lookedAt = performance.now();
    } catch (error) {
      settings.log.warn({ err: error }, "whether the database is the same could not be looked at");
    }
  });
}
