import { createHash } from "node:crypto";
import { ProviderKeyTest } from "@packpost/db/entities/provider-key-test.entity";
import type { KeyTestOutcome, ProviderChannel } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { AccountCheck } from "@packpost/providers/provider-account";
import { sql } from "kysely";
import { staffActor } from "../access/actor.ts";
import { writeAudit } from "../audit.ts";
import type { WorkerContext } from "../context.ts";
import { errorChain } from "../error-chain.ts";
import { sealedFor } from "./find-provider-key.ts";
import { TEST_LIVES_MS } from "./start-key-test.ts";

/**
 * Asks the provider about a key that somebody wants to use, outside any transaction, and saves it if it opens a live account that no other
 * organisation of this installation uses (O2). One that was replaced meanwhile, has ended, or waited too long does nothing.
 */
export async function runKeyTest({
  ctx,
  input: { testId },
}: {
  ctx: WorkerContext;
  input: { readonly testId: string };
}): Promise<void> {
  const { organisationId, accounts } = ctx;
  const test = await inOrganisation(ctx.orm, organisationId, (em) =>
    em.findOne(ProviderKeyTest, { organisationId, id: testId, outcome: null }),
  );
  if (test?.sealedKey == null) return;
  const { channel, provider, sealedKey } = test;
  if (accounts.seal === null) {
    const providerMessage = "The worker has no SECRETS_KEY: whoever runs Packpost sets the same one for it";
    return end(ctx, { testId, channel, outcome: "unavailable", providerMessage });
  }
  const key = accounts.seal.open(sealedKey, sealedFor(organisationId, channel));
  const checked: AccountCheck = await accounts.providerOf(channel, { provider, key }).checkAccount();
  if (checked.outcome !== "open") return end(ctx, { testId, channel, ...checked });
  const account = createHash("sha256").update(`${provider}\n${checked.account}`).digest("hex");
  try {
    await save(ctx, { testId, channel, account, hint: key.slice(-4) });
  } catch (error) {
    if (!isInUse(error)) throw error;
    const providerMessage = "Another organisation of this installation uses this account";
    await end(ctx, { testId, channel, outcome: "in_use", providerMessage });
  }
}

interface Ended {
  readonly testId: string;
  readonly channel: ProviderChannel;
  readonly outcome: KeyTestOutcome;
  readonly providerMessage: string;
}

async function end(ctx: WorkerContext, { testId, outcome, providerMessage }: Ended): Promise<void> {
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, (em) =>
    em
      .getKysely()
      .updateTable("provider_key_test")
      .set({ outcome, provider_message: providerMessage, sealed_key: null, ended_at: sql`app_now()` })
      .where("organisation_id", "=", organisationId)
      .where("id", "=", testId)
      .where("outcome", "is", null)
      .execute(),
  );
}

interface Opened {
  readonly testId: string;
  readonly channel: ProviderChannel;
  readonly account: string;
  /** Its last characters, to be recognised by. */
  readonly hint: string;
}

/** One transaction ends the test and puts its key in the place of the one before; whoever came first has won. */
async function save(ctx: WorkerContext, { testId, channel, account, hint }: Opened): Promise<void> {
  const { organisationId } = ctx;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    // The key before it stays known for a while: what the provider signs may still be signed with it (T30).
    const { rows } = await sql<{ askedBy: string; replaced: boolean }>`
      with test as (
        select channel, provider, sealed_key, asked_by from provider_key_test
        where organisation_id = ${organisationId} and id = ${testId} and outcome is null
          and asked_at > app_now() - make_interval(secs => ${TEST_LIVES_MS / 1_000})
          and exists (select from staff_member who where who.organisation_id = ${organisationId} and who.id = asked_by and who.role = 'owner')
        for update
      ), saved as (
        insert into provider_key (organisation_id, channel, provider, sealed_key, hint, saved_by, account)
        select ${organisationId}, channel, provider, sealed_key, ${hint}, asked_by, ${account} from test
        on conflict (organisation_id, channel) do update
        set provider = excluded.provider, previous_sealed_key = provider_key.sealed_key, sealed_key = excluded.sealed_key,
          hint = excluded.hint, saved_by = excluded.saved_by, account = excluded.account, changed_at = app_now()
        returning channel, previous_sealed_key is not null as replaced
      ), registered as (
        insert into provider_registration (organisation_id, channel) select ${organisationId}, channel from saved
        on conflict (organisation_id, channel) do update set asked_at = app_now()
      ), ended as (
        update provider_key_test set outcome = 'saved', sealed_key = null, ended_at = app_now()
        where organisation_id = ${organisationId} and id = ${testId} and exists (select from saved)
      )
      select asked_by as "askedBy", replaced from test, saved`.execute(em.getKysely());
    const [saved] = rows;
    if (saved === undefined) return;
    // Whoever asked for it saved it; the worker only found that it opens.
    writeAudit(
      em,
      { ...ctx, actor: staffActor(saved.askedBy, "owner") },
      {
        ...{ action: "settings.provider_key_saved", subjectKind: "organisation", subjectId: organisationId },
        detail: { channel, hint, replaced: saved.replaced },
      },
    );
    ctx.workflows.registerWithProviders();
  });
}

function isInUse(error: unknown): boolean {
  return errorChain(error).some((one) => "constraint" in one && one.constraint === "provider_key_account");
}
