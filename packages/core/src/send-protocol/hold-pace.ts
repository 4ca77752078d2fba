import type { Stream } from "@packpost/db/entities/sender.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * The provider has told this account to wait (429): nobody of the organisation claims on the stream before that, in any
 * worker, with or without a pace.
 * @param input.waitMs the provider's own delay, in milliseconds
 */
export async function holdPace({
  ctx,
  input,
}: {
  ctx: Context;
  input: { stream: Stream; waitMs: number };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into sender (organisation_id, stream, next_slot_at)
      values (${ctx.organisationId}, ${input.stream}, app_now() + make_interval(secs => ${input.waitMs / 1000}))
      on conflict (organisation_id, stream) do update set next_slot_at = greatest(sender.next_slot_at, excluded.next_slot_at)`.execute(
      em.getKysely(),
    ),
  );
}
