import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/**
 * The provider refuses our number or account, such as one that is not registered with the carriers (30034, T31): nothing is texted until
 * somebody has mended it and says so in the settings.
 * @param providerMessage why, in plain words
 */
export async function pauseTexting(em: EntityManager, ctx: Context, providerMessage: string): Promise<void> {
  const { rows } = await sql`
    update texting set paused_at = app_now(), provider_message = ${providerMessage}
    where organisation_id = ${ctx.organisationId} and paused_at is null returning organisation_id`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) return;
  const subject = { subjectKind: "organisation", subjectId: ctx.organisationId } as const;
  writeAudit(em, ctx, { action: "texting.paused", ...subject, detail: { providerMessage } });
}
