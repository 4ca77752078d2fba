import { AuthAccount } from "@packpost/db/entities/auth-account.entity";
import { inOrganisation } from "@packpost/db/orm";
import type * as z from "zod";
import type { StaffActor } from "../access/actor.ts";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import type { PasswordHashing } from "../staff/change-password.ts";
import type { OwnAccount } from "./own-account.ts";
import type { PasskeyAnswer } from "./passkey-answer.ts";
import { noteProof } from "./proved.ts";
import type { RelyingParty } from "./relying-party.ts";
import { type codeSchema, takeCode } from "./take-code.ts";
import { askForPasskey, takePasskey } from "./take-passkey.ts";
import type { TotpSeals } from "./totp.ts";

interface Call {
  readonly ctx: Context<StaffActor>;
  readonly account: OwnAccount;
}

/** "wrong" is an answer, not a failure: the dialog stays and says so, and it counts as a try. */
export type Proof = "proved" | "wrong";

/** Proves by the password who sits there (O1). @throws {PackpostError} forbidden, and whatever the hashing throws */
export async function proveByPassword({
  ctx,
  account: { userId, sessionId },
  password,
  hashing,
}: Call & { readonly password: string; readonly hashing: Pick<PasswordHashing, "verify"> }): Promise<Proof> {
  requirePermission(ctx, "account.write");
  const account = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    em.findOne(AuthAccount, { user: userId, providerId: "credential" }),
  );
  const hash = account?.password ?? null;
  // Outside of any transaction: hashing takes its time, and its turn.
  if (hash === null || !(await hashing.verify({ hash, password }))) return "wrong";
  await inOrganisation(ctx.orm, ctx.organisationId, (em) => noteProof(em, sessionId, "password"));
  return "proved";
}

/** Proves by a code of the authenticator app, or a recovery code. @throws {PackpostError} forbidden */
export function proveByCode({
  ctx,
  account: { userId, sessionId },
  input: { code },
  seals,
}: Call & { readonly input: z.infer<typeof codeSchema>; readonly seals: TotpSeals }): Promise<Proof> {
  requirePermission(ctx, "account.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if ((await takeCode(em, { userId, code, seals })) === null) return "wrong";
    await noteProof(em, sessionId, "factor");
    return "proved";
  });
}

/** What the browser is asked for, so that a passkey of the account proves it. @throws {PackpostError} forbidden */
export function beginProofByPasskey({
  ctx,
  account: { userId },
  rp,
}: Call & { readonly rp: RelyingParty }): ReturnType<typeof askForPasskey> {
  requirePermission(ctx, "account.write");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    askForPasskey(em, { occasion: "passkey_prove", userId, rp }),
  );
}

/** @throws {PackpostError} forbidden */
export function proveByPasskey({
  ctx,
  account: { userId, sessionId },
  answer,
  rp,
}: Call & { readonly answer: PasskeyAnswer; readonly rp: RelyingParty }): Promise<Proof> {
  requirePermission(ctx, "account.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const taken = await takePasskey(em, { occasion: "passkey_prove", userId, answer, rp });
    if (taken === null) return "wrong";
    await noteProof(em, sessionId, "factor");
    return "proved";
  });
}
