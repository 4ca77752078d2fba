import { answerWithin } from "@packpost/core/installation/answer-within";
import { requireNarrowRole } from "@packpost/core/installation/require-narrow-role";
import type { Orm } from "@packpost/db/orm";

const TIMEOUT_MS = 2_000;

/** Whether the database answers within two seconds, and still knows us as a role that sees one organisation at a time. */
export async function isDatabaseReady(orm: Orm): Promise<boolean> {
  return await answerWithin(TIMEOUT_MS, requireNarrowRole(orm)).then(
    () => true,
    () => false,
  );
}
