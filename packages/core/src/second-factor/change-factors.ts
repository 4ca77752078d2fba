import { Passkey } from "@packpost/db/entities/passkey.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../access/actor.ts";
import { rolesThatNeedFactor } from "../access/permissions.ts";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { AuditAction } from "../audit-deeds.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { passkeyNameSchema } from "./add-passkey.ts";
import { factorsOf, holdAccount } from "./factors-of.ts";
import type { OwnAccount } from "./own-account.ts";
import { writeRecoveryCodes } from "./recovery-codes.ts";

interface Call<Input = undefined> {
  readonly ctx: Context<StaffActor>;
  readonly account: OwnAccount;
  readonly input: Input;
}

export const renamePasskeySchema = z.object({ passkeyId: z.uuid(), name: passkeyNameSchema });

/** Names a passkey, on our side alone (T66). @throws {PackpostError} forbidden, not_found */
export async function renamePasskey({
  ctx,
  account,
  input: { passkeyId, name },
}: Call<z.output<typeof renamePasskeySchema>>): Promise<void> {
  requirePermission(ctx, "account.write");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const renamed = await em.nativeUpdate(Passkey, { id: passkeyId, user: account.userId }, { name });
    if (renamed === 0) throw noSuchPasskey();
    writeAudit(em, ctx, auditOf(ctx, "staff.passkey_renamed", { passkeyId }));
  });
}

export const removeFactorSchema = z.discriminatedUnion("factor", [
  z.object({ factor: z.literal("passkey"), passkeyId: z.uuid() }),
  z.object({ factor: z.literal("authenticator") }),
]);

export type RemoveFactorResult =
  /** @see wasLast: the password alone opens the account again, and its recovery codes are gone */
  | { readonly outcome: "removed"; readonly wasLast: boolean }
  /** The organisation wants a second factor, and this is the only one: add another first. */
  | { readonly outcome: "only_one" };

/**
 * Takes away a way of signing in. Whoever has a second factor must have used one lately, the password does not do: nobody who has only
 * a session and the password gets rid of it (T66).
 * @throws {PackpostError} forbidden, step_up_required, not_found
 */
export function removeFactor({
  ctx,
  account: { userId },
  input,
}: Call<z.output<typeof removeFactorSchema>>): Promise<RemoveFactorResult> {
  requirePermission(ctx, "account.write");
  requireFreshProof(ctx, "factor");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const db = em.getKysely();
    await holdAccount(em, userId);
    const before = await factorsOf(em, userId);
    const wasLast = before.passkeys + (before.authenticator ? 1 : 0) <= 1;
    if (wasLast && (await isRequired(ctx, em))) return { outcome: "only_one" };
    const removed =
      input.factor === "passkey"
        ? await sql`delete from passkey where id = ${input.passkeyId}::uuid and user_id = ${userId}::uuid`.execute(
            db,
          )
        : await sql`delete from authenticator where user_id = ${userId}::uuid and confirmed_at is not null`.execute(
            db,
          );
    if (removed.numAffectedRows === 0n)
      throw input.factor === "passkey" ? noSuchPasskey() : noAuthenticator();
    if (wasLast) await sql`delete from recovery_code where user_id = ${userId}::uuid`.execute(db);
    const detail = input.factor === "passkey" ? { passkeyId: input.passkeyId } : {};
    writeAudit(em, ctx, auditOf(ctx, `staff.${input.factor}_removed`, { ...detail, wasLast }));
    return { outcome: "removed", wasLast };
  });
}

/**
 * Makes new recovery codes; those before them end.
 * @returns the codes: shown now and never again
 * @throws {PackpostError} forbidden, step_up_required, conflict without a second factor
 */
export function renewRecoveryCodes({
  ctx,
  account: { userId },
}: Omit<Call, "input">): Promise<{ recoveryCodes: readonly string[] }> {
  requirePermission(ctx, "account.write");
  requireFreshProof(ctx, "factor");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await holdAccount(em, userId);
    const { passkeys, authenticator } = await factorsOf(em, userId);
    if (passkeys === 0 && !authenticator)
      throw new PackpostError("conflict", "There is no second factor that the codes could stand in for.", {
        effect: "No codes were made.",
        nextStep: "Add a passkey or an authenticator app; the codes come with it.",
      });
    const recoveryCodes = await writeRecoveryCodes(em, userId);
    writeAudit(em, ctx, auditOf(ctx, "staff.recovery_codes_renewed", {}));
    return { recoveryCodes };
  });
}

async function isRequired(ctx: Context<StaffActor>, em: Parameters<typeof factorsOf>[0]): Promise<boolean> {
  if (!rolesThatNeedFactor.includes(ctx.actor.role)) return false;
  const { rows } = await sql`
    select from organisation where id = ${ctx.organisationId} and second_factor_required_since is not null`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

const auditOf = (ctx: Context<StaffActor>, action: AuditAction, detail: Record<string, unknown>) => ({
  ...{ action, subjectKind: "staff" as const, subjectId: ctx.actor.id, detail },
});

const noSuchPasskey = () => new PackpostError("not_found", "There is no such passkey any more.");
const noAuthenticator = () => new PackpostError("not_found", "There is no authenticator app.");
