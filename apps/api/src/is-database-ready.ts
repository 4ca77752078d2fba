import { requireNarrowRole } from "@packpost/core/installation/require-narrow-role";
import type { Orm } from "@packpost/db/orm";

const TIMEOUT_MS = 2_000;

/** Whether the database answers within two seconds, and still knows us as a role that sees one organisation at a time. */
export async function isDatabaseReady(orm: Orm): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), TIMEOUT_MS);
  const answered = requireNarrowRole(orm).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
