import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { holdFounding, writeOrganisation } from "../organisation/write-organisation.ts";
import type { PasswordHashing } from "../staff/change-password.ts";
import { explainWeakPassword } from "../staff/explain-weak-password.ts";
import type { SignedIn } from "../staff/invitation/join-signed-in.ts";
import { makeAccount } from "../staff/make-account.ts";
import { readFounding } from "./read-founding.ts";

export type FoundOutcome =
  | { readonly outcome: "founded"; readonly email: string }
  /** Somebody signs in with this address already: they sign in, and found it as that account. */
  | { readonly outcome: "has_account" }
  | { readonly outcome: "weak_password"; readonly words: string }
  /** The link does not work any more, and its page says why. */
  | { readonly outcome: "ended" };

/** Who is to own it: somebody new, with a password of theirs; or whoever is signed in. */
export type Founder =
  | { readonly kind: "new"; readonly name: string; readonly email: string; readonly password: string }
  | { readonly kind: "signed_in"; readonly account: SignedIn };

/**
 * Founds an organisation by a link that whoever runs the installation has been shown (O1): with its owner and their way to sign in, at once
 * or not at all. Of two presses one founds. Its mail comes from the owner's address until the settings say otherwise.
 * @param ctx of the organisation that is to be: a new id
 * @param input.hash of the link's token
 * @param input.hashing how the sign-in hashes
 * @throws whatever the hashing throws
 */
export async function foundOrganisation({
  ctx,
  input: { hash, name, zone, founder, hashing },
}: {
  ctx: Context;
  input: {
    readonly hash: string;
    readonly name: string;
    readonly zone: string;
    readonly founder: Founder;
    readonly hashing: PasswordHashing;
  };
}): Promise<FoundOutcome> {
  if ((await readFounding(ctx.orm, hash)) !== "open") return { outcome: "ended" };
  const isNew = founder.kind === "new";
  const email = isNew ? founder.email : founder.account.email;
  if (isNew) {
    const { password } = founder;
    const words = await explainWeakPassword(password, { email, name: founder.name, organisationName: name });
    if (words !== null) return { outcome: "weak_password", words };
  }
  // Outside of any transaction: hashing takes its time, and its turn.
  const password = isNew ? await hashing.hash(founder.password) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await holdFounding(em);
    if (!(await holdLink(em, hash))) return { outcome: "ended" };
    const account = isNew
      ? await makeAccount(em, { name: founder.name, email, password })
      : { userId: founder.account.userId, isNew: false };
    if (isNew && !account.isNew) return { outcome: "has_account" };
    await sql`update founding_link set used_at = app_now() where token_hash = ${hash}`.execute(
      em.getKysely(),
    );
    await writeOrganisation(em, ctx.organisationId, {
      ...{ name, zone, sender: email, postalAddress: null, passes: [], by: "owner" },
      owner: { name: isNew ? founder.name : founder.account.name, userId: account.userId },
    });
    return { outcome: "founded", email };
  });
}

/** Whether it works, held to the end; under the lock of founding, so that nobody founds the first organisation meanwhile. */
async function holdLink(em: EntityManager, hash: string): Promise<boolean> {
  const { rows } = await sql`
    select id from founding_link
    where token_hash = ${hash} and used_at is null and expires_at > app_now()
      and not (first_only and exists (select from list_organisation_ids())) for update`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}
