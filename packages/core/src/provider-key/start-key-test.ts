import { ProviderKeyTest } from "@packpost/db/entities/provider-key-test.entity";
import type { KeyTestOutcome, ProviderChannel } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { sealedFor } from "./find-provider-key.ts";
import type { KeySeal } from "./key-seal.ts";
import type { TestKeyInput } from "./provider-key-schemas.ts";

/** Longest wait for the worker and the provider, in milliseconds; whoever asked looks again after it. */
const PATIENCE_MS = 8_000;
/** A test that has not ended by then counts as not made: nothing is saved by it any more. */
export const TEST_LIVES_MS = 120_000;
/** So that nobody tries keys out here. */
const MOST_AN_HOUR = 20;

/** How a key's test ended, or that it runs; `lost`: nobody came round to it, and nothing was saved. */
export interface KeyTest {
  readonly state: "running" | "lost" | KeyTestOutcome;
  readonly askedAt: string;
  readonly providerMessage: string | null;
}

/**
 * Has a key tested by the worker, since the web calls no provider, and saved if it opens a live account of nobody else's (O2). The key
 * before it serves until then, and if not.
 * @param seal null where SECRETS_KEY is not set
 * @throws {PackpostError} forbidden, unavailable (no SECRETS_KEY), rate_limited
 */
export async function startKeyTest({
  ctx,
  input,
  seal,
}: {
  ctx: Context;
  input: TestKeyInput;
  seal: KeySeal | null;
}): Promise<KeyTest> {
  requirePermission(ctx, "settings.provider_keys");
  requireFreshProof(ctx);
  if (seal === null)
    throw new PackpostError("unavailable", "Keys cannot be kept here yet: SECRETS_KEY is not set.", {
      effect: "Nothing was saved.",
      nextStep: "Whoever runs Packpost for you sets it for web, api and worker.",
    });
  const { channel } = input;
  const { organisationId } = ctx;
  const testId = crypto.randomUUID();
  const key = channel === "email" ? input.serverToken : `${input.accountSid}:${input.authToken}`;
  await inOrganisation(ctx.orm, organisationId, async (em) => {
    await refuseTooMany(em, ctx);
    const test = {
      id: testId,
      provider: channel === "email" ? ("postmark" as const) : ("twilio" as const),
      sealed_key: seal.seal(key, sealedFor(organisationId, channel)),
      asked_by: staffIdOf(ctx),
      asked_at: sql<Date>`app_now()`,
      ...{ outcome: null, provider_message: null, ended_at: null },
    };
    await em
      .getKysely()
      .insertInto("provider_key_test")
      .values({ organisation_id: organisationId, channel, ...test })
      .onConflict((conflict) => conflict.columns(["organisation_id", "channel"]).doUpdateSet(test))
      .execute();
    writeAudit(em, ctx, {
      ...{ action: "settings.provider_key_tested", subjectKind: "organisation", subjectId: organisationId },
      detail: { channel },
    });
  });
  await ctx.workflows.testProviderKeyWithin(testId, PATIENCE_MS);
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const test = await readKeyTest(em, ctx, channel);
    return test ?? { state: "lost", askedAt: new Date().toISOString(), providerMessage: null };
  });
}

/** The newest test of a channel's key, in the running transaction; null = there was none. */
export async function readKeyTest(
  em: EntityManager,
  ctx: Context,
  channel: ProviderChannel,
): Promise<KeyTest | null> {
  const test = await em.findOne(
    ProviderKeyTest,
    { organisationId: ctx.organisationId, channel },
    { refresh: true },
  );
  if (test === null) return null;
  const { outcome, askedAt, providerMessage } = test;
  const { rows } = await sql<{ isOver: boolean }>`
    select ${askedAt}::timestamptz < app_now() - make_interval(secs => ${TEST_LIVES_MS / 1_000}) as "isOver"`.execute(
    em.getKysely(),
  );
  return {
    state: outcome ?? (rows[0]?.isOver === true ? "lost" : "running"),
    askedAt: askedAt.toISOString(),
    providerMessage: providerMessage ?? null,
  };
}

async function refuseTooMany(em: EntityManager, ctx: Context): Promise<void> {
  const { rows } = await sql<{ tests: number }>`
    select count(*)::int as tests from audit
    where organisation_id = ${ctx.organisationId} and subject_kind = 'organisation' and subject_id = ${ctx.organisationId} and action = 'settings.provider_key_tested' and at > app_now() - interval '1 hour'`.execute(
    em.getKysely(),
  );
  if ((rows[0]?.tests ?? 0) >= MOST_AN_HOUR)
    throw new PackpostError("rate_limited", "There were many tests of keys within this hour.", {
      ...{ effect: "Nothing was saved.", nextStep: "Try again later." },
    });
}
