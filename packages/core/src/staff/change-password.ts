import { databaseNow } from "@packpost/db/database-now";
import { AuthAccount } from "@packpost/db/entities/auth-account.entity";
import { AuthSession } from "@packpost/db/entities/auth-session.entity";
import { inOrganisation } from "@packpost/db/orm";
import * as z from "zod";
import type { StaffActor } from "../access/actor.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { explainWeakPassword } from "./explain-weak-password.ts";
import { LONGEST_PASSWORD } from "./password-length.ts";

const tooLong = `A password has at most ${LONGEST_PASSWORD.toLocaleString("en")} characters.`;

export const changePasswordSchema = z.object({
  current: z.string().min(1, "Type your current password.").max(LONGEST_PASSWORD, tooLong),
  wanted: z.string().max(LONGEST_PASSWORD, tooLong),
});
export type ChangePasswordInput = z.infer<typeof changePasswordSchema>;

/** How passwords are hashed and compared; the caller's sign-in does both the same way. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(input: { hash: string; password: string }): Promise<boolean>;
}

/**
 * Gives a staff member a new password and ends all their other sessions (O1).
 * @param input.sessionId the session that stays
 * @throws {PackpostError} forbidden, not_found, invalid_input for a wrong present or a weak new password, conflict when
 * the password was changed meanwhile, and whatever the hashing throws
 */
export async function changePassword({
  ctx,
  input,
}: {
  ctx: Context<StaffActor>;
  input: ChangePasswordInput & { readonly sessionId: string; readonly hashing: PasswordHashing };
}): Promise<{ endedSessions: number }> {
  requirePermission(ctx, "account.write");
  const account = await readAccount(ctx);
  const { current, wanted, hashing, sessionId } = input;
  await refuseWeak(wanted, account);
  // Outside of any transaction: hashing takes its time, and its turn.
  if (account.password === null || !(await hashing.verify({ hash: account.password, password: current })))
    throw new WrongPasswordError();
  if (wanted.normalize("NFKC") === current.normalize("NFKC"))
    throw new PackpostError("invalid_input", "This is your current password already.", {
      effect: "Nothing was changed.",
      nextStep: "Take three or four other words.",
    });
  const password = await hashing.hash(wanted);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // Only the password that was verified is replaced: who changed it meanwhile has won.
    const changed = await em.nativeUpdate(
      AuthAccount,
      { user: account.userId, providerId: "credential", password: account.password },
      { password, updatedAt: databaseNow() },
    );
    if (changed !== 1)
      throw new PackpostError("conflict", "The password has just been changed somewhere else.", {
        effect: "Nothing was changed here.",
        nextStep: "Sign in with the newest one.",
      });
    const endedSessions = await em.nativeDelete(AuthSession, {
      user: account.userId,
      id: { $ne: sessionId },
    });
    writeAudit(em, ctx, {
      action: "staff.password_changed",
      subjectKind: "staff",
      subjectId: ctx.actor.id,
      detail: { endedSessions },
    });
    return { endedSessions };
  });
}

/** The current password was not the right one: the only outcome that counts as a try. */
export class WrongPasswordError extends PackpostError {
  constructor() {
    super("invalid_input", "This is not your current password.", { effect: "Nothing was changed." });
  }
}

async function refuseWeak(wanted: string, account: Account): Promise<void> {
  const { email, name, organisationName } = account;
  const weak = await explainWeakPassword(wanted, { email, name, organisationName });
  if (weak !== null) throw new PackpostError("invalid_input", weak, { effect: "Nothing was changed." });
}

/** The account behind the staff member. By keys. */
async function readAccount(ctx: Context<StaffActor>) {
  const account = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    em
      .getKysely()
      .selectFrom("staff_member as member")
      .innerJoin("organisation", "organisation.id", "member.organisation_id")
      .innerJoin("auth_user as user", "user.id", "member.user_id")
      .innerJoin("auth_account as account", "account.userId", "user.id")
      .where("account.providerId", "=", "credential")
      .where("member.organisation_id", "=", ctx.organisationId)
      .where("member.id", "=", ctx.actor.id)
      .where("member.ended_at", "is", null)
      .select(["member.user_id as userId", "account.password", "user.email", "member.name"])
      .select("organisation.name as organisationName")
      .executeTakeFirst(),
  );
  if (!account) throw new PackpostError("not_found", "This account has no password.");
  return account;
}

type Account = Awaited<ReturnType<typeof readAccount>>;
