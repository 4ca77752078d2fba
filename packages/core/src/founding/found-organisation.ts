import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import {
  findAccountOf,
  holdFounding,
  type NewOwner,
  writeOrganisation,
} from "../organisation/write-organisation.ts";
import type { PasswordHashing } from "../staff/change-password.ts";
import { explainWeakPassword } from "../staff/explain-weak-password.ts";
import type { SignedIn } from "../staff/invitation/join-signed-in.ts";
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
  const owner: NewOwner = isNew
    ? // Outside of any transaction: hashing takes its time, and its turn.
      { account: "new", name: founder.name, email, password: await hashing.hash(founder.password) }
    : { account: "known", name: founder.account.name, userId: founder.account.userId };
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await holdFounding(em);
    if (isNew && (await findAccountOf(em, email)) !== undefined) return { outcome: "has_account" };
    if (!(await takeLink(em, hash))) return { outcome: "ended" };
    const organisation = { name, zone, sender: email, postalAddress: null, passes: [] };
    await writeOrganisation(em, ctx.organisationId, { ...organisation, owner, by: "owner" });
    return { outcome: "founded", email };
  });
}

/** Uses it up; under the lock of founding, so that nobody founds the first organisation meanwhile. */
async function takeLink(em: EntityManager, hash: string): Promise<boolean> {
  const { rows } = await sql`
    update founding_link set used_at = app_now()
    where token_hash = ${hash} and used_at is null and expires_at > app_now()
      and not (first_only and exists (select from list_organisation_ids())) returning id`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}
