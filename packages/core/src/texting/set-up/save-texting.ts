import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { readNumber } from "../../address/read-number.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { SaveTextingInput } from "./texting-schemas.ts";

/**
 * Sets the number that texts leave by and what is known of its registration (T29, T31). Another number switches texting off: it has to pass the
 * test anew.
 * @throws {PackpostError} forbidden, invalid_input (no number)
 */
export async function saveTexting({ ctx, input }: { ctx: Context; input: SaveTextingInput }): Promise<void> {
  requirePermission(ctx, "settings.manage");
  const read = readNumber(input.number);
  if ("fault" in read)
    throw new PackpostError("invalid_input", read.fault, { effect: "Nothing was changed." });
  const { registration } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await sql`
      insert into texting as kept (organisation_id, number, registration) values (${ctx.organisationId}, ${read.key}, ${registration})
      on conflict (organisation_id) do update set registration = excluded.registration, number = excluded.number,
        enabled_at = case when kept.number = excluded.number then kept.enabled_at end,
        paused_at = case when kept.number = excluded.number then kept.paused_at end,
        provider_message = case when kept.number = excluded.number then kept.provider_message end,
        listed_until = case when kept.number = excluded.number then kept.listed_until end,
        test_number = case when kept.number = excluded.number then kept.test_number end,
        test_restarted_at = case when kept.number = excluded.number then kept.test_restarted_at end`.execute(
      em.getKysely(),
    );
    // A provider that was told of the number before is told of this one.
    await sql`
      update provider_registration set asked_at = app_now() where organisation_id = ${ctx.organisationId} and channel = 'sms'`.execute(
      em.getKysely(),
    );
    ctx.workflows.registerWithProviders();
    const detail = { number: read.key, registration };
    const subject = { subjectKind: "organisation", subjectId: ctx.organisationId };
    writeAudit(em, ctx, { action: "settings.texting_changed", ...subject, detail });
  });
}
