import { makeFoundingLink } from "@packpost/core/founding/make-founding-link";
import { initOrm } from "@packpost/db/orm";

/**
 * A new link that founds the first organisation; links of earlier starts end.
 * @param ownerUrl connection of the role that owns the tables
 * @returns its token; null when there is an organisation
 */
export async function makeFirstLink(ownerUrl: string): Promise<string | null> {
  const orm = await initOrm({ url: ownerUrl, poolSize: 1 });
  try {
    const link = await makeFoundingLink(orm, { firstAlone: true });
    return link?.token ?? null;
  } finally {
    await orm.close(true);
  }
}
