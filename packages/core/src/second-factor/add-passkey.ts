import { inOrganisation } from "@packpost/db/orm";
import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../access/actor.ts";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { answerChallenge, ask } from "./challenge.ts";
import { factorsOf, holdAccount } from "./factors-of.ts";
import type { OwnAccount } from "./own-account.ts";
import { challengeIn, newPasskeySchema } from "./passkey-answer.ts";
import { nameOfMaker } from "./passkey-maker.ts";
import { noteProof } from "./proved.ts";
import { writeRecoveryCodes } from "./recovery-codes.ts";
import type { RelyingParty } from "./relying-party.ts";
import { listCredentials } from "./take-passkey.ts";

const MOST_PASSKEYS = 20;

interface Call {
  readonly ctx: Context<StaffActor>;
  readonly account: OwnAccount;
  readonly rp: RelyingParty;
}

/**
 * What a browser is asked for to make a passkey (O1). Password managers list it by the account's address (T66).
 * @throws {PackpostError} forbidden, step_up_required, conflict when there are {@link MOST_PASSKEYS}
 */
export async function beginPasskey({ ctx, account, rp }: Call) {
  requirePermission(ctx, "account.write");
  requireFreshProof(ctx, "factor");
  const { userId, email, name } = account;
  const { challenge, known } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => ({
    challenge: await ask(em, "passkey_add", { userId }),
    known: await listCredentials(em, userId),
  }));
  if (known.length >= MOST_PASSKEYS) throw tooMany();
  return generateRegistrationOptions({
    rpName: "Packpost",
    rpID: rp.id,
    userID: new Uint8Array(Buffer.from(userId)),
    userName: email,
    userDisplayName: name,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    excludeCredentials: known,
    // It signs in alone: found without a name, opened by a finger, a face or a PIN.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    timeout: 300_000,
  });
}

export const passkeyNameSchema = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(60, "At most 60 characters.");

export const addPasskeySchema = z.object({ answer: newPasskeySchema });

export type AddPasskeyResult =
  /** With the codes that are shown once, where there was no factor before. */
  | {
      readonly outcome: "added";
      readonly passkeyId: string;
      readonly name: string;
      readonly recoveryCodes: readonly string[] | null;
    }
  /** It was asked too long ago, or for somebody else, or signed for another address. */
  | { readonly outcome: "refused" };

/**
 * Keeps a passkey that the browser has made.
 * @param device the browser in words, for its name in case what keeps the passkey does not say
 * @throws {PackpostError} forbidden, step_up_required, conflict
 */
export async function addPasskey({
  ctx,
  account,
  rp,
  device,
  input: { answer },
}: Call & {
  readonly device: string;
  readonly input: z.output<typeof addPasskeySchema>;
}): Promise<AddPasskeyResult> {
  requirePermission(ctx, "account.write");
  requireFreshProof(ctx, "factor");
  const { userId, sessionId } = account;
  const challenge = challengeIn(answer.response.clientDataJSON);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const asked = challenge === null ? null : await answerChallenge(em, "passkey_add", challenge);
    if (challenge === null || asked?.userId !== userId) return { outcome: "refused" };
    const verified = await verifyRegistrationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.id,
      requireUserVerification: true,
    }).catch(() => null);
    if (verified === null || !verified.verified) return { outcome: "refused" };
    const { credential, aaguid } = verified.registrationInfo;
    await holdAccount(em, userId);
    const before = await factorsOf(em, userId);
    if (before.passkeys >= MOST_PASSKEYS) throw tooMany();
    const name = nameOfMaker(aaguid) ?? (device || "Passkey");
    const { rows } = await sql<{ id: string }>`
      insert into passkey (user_id, credential_id, public_key, sign_count, transports, name)
      values (${userId}::uuid, ${credential.id}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
        ${answer.response.transports}::text[], ${name})
      on conflict (credential_id) do nothing returning id`.execute(em.getKysely());
    const [made] = rows;
    if (made === undefined) return { outcome: "refused" };
    await noteProof(em, sessionId, "factor");
    const first = before.passkeys === 0 && !before.authenticator;
    const recoveryCodes = first ? await writeRecoveryCodes(em, userId) : null;
    writeAudit(em, ctx, {
      ...{ action: "staff.passkey_added", subjectKind: "staff", subjectId: ctx.actor.id },
      detail: { passkeyId: made.id },
    });
    return { outcome: "added", passkeyId: made.id, name, recoveryCodes };
  });
}

const tooMany = () =>
  new PackpostError("conflict", `There are ${MOST_PASSKEYS} passkeys already.`, {
    effect: "None was added.",
    nextStep: "Remove one that is not used any more.",
  });
