import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { initOrm } from "@packpost/db/orm";
import { demoOrganisations } from "@packpost/db/seed/seed-demo";
import type { Environment } from "../environment/start-environment.ts";

/** What should always hold in the demo organisations and does not, one sentence each. */
export async function findBrokenInvariants(environment: Pick<Environment, "databaseUrl">): Promise<string[]> {
  const orm = await initOrm({ url: environment.databaseUrl, poolSize: 2 });
  try {
    const found: string[] = [];
    for (const organisationId of Object.values(demoOrganisations)) {
      const broken = await checkInvariants({ ctx: { orm, organisationId } });
      for (const { invariant, count, ids } of broken) {
        found.push(`Not so: ${invariant} (${count}: ${ids.slice(0, 3).join(", ")})`);
      }
    }
    return found;
  } finally {
    await orm.close(true);
  }
}
