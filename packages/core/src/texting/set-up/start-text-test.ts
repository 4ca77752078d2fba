import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { readNumber } from "../../address/read-number.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { queueText } from "../queue-text.ts";
import type { StartTextTestInput } from "./texting-schemas.ts";

const TEST_WORDS =
  "This is a test of texting. Please answer with any word, then with STOP, and then with START. Thank you!";

/** So many tests an hour: each costs a text. */
const MOST_AN_HOUR = 10;

/**
 * Texts the admin's own phone and begins to tick off what has to be seen before texting is switched on (A15). What an earlier test saw is
 * forgotten; a pause is over, so that the test can show whether its cause is.
 * @throws {PackpostError} forbidden, invalid_input (no number), conflict (no number of our own), rate_limited
 */
export async function startTextTest({
  ctx,
  input,
}: {
  ctx: Context;
  input: StartTextTestInput;
}): Promise<void> {
  requirePermission(ctx, "settings.manage");
  const requestedBy = staffIdOf(ctx);
  const read = readNumber(input.phone);
  if ("fault" in read) throw new PackpostError("invalid_input", read.fault, { effect: "Nothing was sent." });
  const number = read.key;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql<{ number: string | null; tests: number }>`
      select number, (select count(*)::int from delivery where delivery.organisation_id = texting.organisation_id and channel = 'sms' and purpose = 'text_test'
        and created_at > app_now() - interval '1 hour') as tests
      from texting where organisation_id = ${ctx.organisationId} for no key update of texting`.execute(
      kysely,
    );
    const [texting] = rows;
    if (!texting?.number)
      throw new PackpostError("conflict", "There is no number to text from.", {
        ...{ effect: "Nothing was sent.", nextStep: "Save your number first." },
      });
    if (texting.number === number)
      throw new PackpostError("invalid_input", "This is your own sending number.", {
        ...{ effect: "Nothing was sent.", nextStep: "Give the number of a phone that you hold." },
      });
    if (texting.tests >= MOST_AN_HOUR)
      throw new PackpostError("rate_limited", "There were many tests within this hour.", {
        ...{ effect: "Nothing was sent.", nextStep: "Try again later." },
      });
    const text = { purpose: "text_test", entryId: null, customerId: null, requestedBy } as const;
    const deliveryId = await queueText(em, ctx, { ...text, number, body: TEST_WORDS });
    await sql`
      update texting set test_number = ${number}, test_started_at = app_now(), test_started_by = ${requestedBy}, test_delivery_id = ${deliveryId},
        test_replied_at = null, test_stopped_at = null, test_restarted_at = null, paused_at = null, provider_message = null
      where organisation_id = ${ctx.organisationId}`.execute(kysely);
    const subject = { subjectKind: "organisation", subjectId: ctx.organisationId } as const;
    writeAudit(em, ctx, { action: "texting.tested", ...subject, detail: { deliveryId } });
  });
}
