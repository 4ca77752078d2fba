import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { encode } from "uqr";
import type * as z from "zod";
import type { StaffActor } from "../access/actor.ts";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { factorsOf, holdAccount } from "./factors-of.ts";
import type { OwnAccount } from "./own-account.ts";
import { noteProof } from "./proved.ts";
import { writeRecoveryCodes } from "./recovery-codes.ts";
import { type codeSchema, takeCode } from "./take-code.ts";
import { makeTotpSecret, type TotpSeals, totpUri } from "./totp.ts";

interface Call {
  readonly ctx: Context<StaffActor>;
  readonly account: OwnAccount;
  readonly seals: TotpSeals;
}

/**
 * Begins to set up an authenticator app (O1): it counts once a code of it was typed. Begun again, the secret before it is gone.
 * @returns the secret to be typed or copied, and the dark modules of its QR code, row by row
 * @throws {PackpostError} forbidden, step_up_required, conflict when there is one
 */
export async function beginAuthenticator({ ctx, account, seals }: Call): Promise<{
  readonly secret: string;
  readonly uri: string;
  readonly qr: readonly string[];
}> {
  requirePermission(ctx, "account.write");
  requireFreshProof(ctx, "factor");
  const secret = makeTotpSecret();
  const kept = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      insert into authenticator (user_id, sealed_secret) values (${account.userId}::uuid, ${seals.seal(secret, account.userId)})
      on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0, created_at = app_now()
      where authenticator.confirmed_at is null`.execute(em.getKysely()),
  );
  if (kept.numAffectedRows === 0n)
    throw new PackpostError("conflict", "There is an authenticator app already.", {
      effect: "Nothing was changed.",
      nextStep: "Remove it first if you want another one.",
    });
  const uri = totpUri(secret, account.email);
  const { data } = encode(uri, { ecc: "M", border: 0 });
  return { secret, uri, qr: data.map((row) => row.map((dark) => (dark ? "1" : "0")).join("")) };
}

export type ConfirmAuthenticatorResult =
  /** With the codes that are shown once, where there was no factor before. */
  | { readonly outcome: "confirmed"; readonly recoveryCodes: readonly string[] | null }
  | { readonly outcome: "wrong_code" };

/**
 * Takes an authenticator app into use: its code proves that it has the secret.
 * @throws {PackpostError} forbidden, step_up_required
 */
export function confirmAuthenticator({
  ctx,
  account,
  seals,
  input,
}: Call & { readonly input: z.infer<typeof codeSchema> }): Promise<ConfirmAuthenticatorResult> {
  requirePermission(ctx, "account.write");
  requireFreshProof(ctx, "factor");
  const { userId, sessionId } = account;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await holdAccount(em, userId);
    const before = await factorsOf(em, userId);
    const taken = await takeCode(em, { userId, code: input.code, seals, unconfirmed: true });
    if (taken === null) return { outcome: "wrong_code" };
    await sql`update authenticator set confirmed_at = app_now() where user_id = ${userId}::uuid`.execute(
      em.getKysely(),
    );
    await noteProof(em, sessionId, "factor");
    const first = before.passkeys === 0;
    const recoveryCodes = first ? await writeRecoveryCodes(em, userId) : null;
    writeAudit(em, ctx, {
      ...{ action: "staff.authenticator_added", subjectKind: "staff", subjectId: ctx.actor.id },
    });
    return { outcome: "confirmed", recoveryCodes };
  });
}
