import { databaseNow } from "@packpost/db/database-now";
import { Installation } from "@packpost/db/entities/installation.entity";
import type { Orm } from "@packpost/db/orm";

/**
 * The installation's stop switch (C17), an operator's: while it is thrown no claim is committed for any organisation and
 * no scheduled campaign begins; calls in flight finish. When it is lifted, campaigns look again within five minutes.
 *
 * @param orm connected as the owner of the tables: the role of web and worker can only read the switch
 * @param stopped what is wanted; undefined only looks
 * @returns since when sending has been stopped; null = mail goes out
 */
export async function switchSending(orm: Orm, stopped: boolean | undefined): Promise<Date | null> {
  const em = orm.em.fork();
  if (stopped === true)
    await em.nativeUpdate(Installation, { sendingStoppedAt: null }, { sendingStoppedAt: databaseNow() });
  if (stopped === false)
    await em.nativeUpdate(Installation, { sendingStoppedAt: { $ne: null } }, { sendingStoppedAt: null });
  const { sendingStoppedAt } = await em.findOneOrFail(Installation, { onlyRow: true });
  return sendingStoppedAt ?? null;
}
