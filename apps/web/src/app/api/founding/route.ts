import { strangerActor } from "@packpost/core/access/actor";
import { type Founder, foundOrganisation } from "@packpost/core/founding/found-organisation";
import { type FoundingDoorInput, foundingDoorSchema } from "@packpost/core/founding/founding-schemas";
import { readFoundingToken } from "@packpost/core/founding/founding-token";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { hashInTurns } from "#web/server/auth/hash-in-turns.ts";
import { organisationCookieHeader } from "#web/server/staff/chosen-organisation.ts";
import { findAccount } from "#web/server/staff/find-account.ts";
import { signInNow } from "#web/server/staff/sign-in-now.ts";
import { staffDoor } from "#web/server/staff/staff-door.ts";
import { countLook } from "#web/server/staff/staff-limits.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** Founds an organisation by a link that the installation's operator was shown (O1), and signs its owner in. Nothing is done by GET. */
export const POST = staffDoor("founding", foundingDoorSchema, async (input, request) => {
  const hash = readFoundingToken(input.link);
  if (hash === null) return Response.json({ outcome: "ended" });
  await countLook(hash);
  const founder = await founderOf(input, request);
  if (founder === null) return Response.json({ outcome: "signed_out" });
  const { name, zone } = input;
  const ctx = await verbContext(organisationIdFrom(crypto.randomUUID()), strangerActor);
  const done = await foundOrganisation({
    ...{ ctx, input: { hash, name, zone, founder, hashing: hashInTurns(null) } },
  });
  if (done.outcome !== "founded") return Response.json(done);
  const headers =
    input.owner === "new"
      ? await signInNow(request, { email: done.email, password: input.password })
      : new Headers();
  // Whoever works for several sees the one that they have just founded.
  headers?.append("set-cookie", organisationCookieHeader(ctx.organisationId));
  return Response.json(
    { outcome: "founded", signedIn: headers !== null },
    headers === null ? {} : { headers },
  );
});

async function founderOf(input: FoundingDoorInput, { headers }: Request): Promise<Founder | null> {
  if (input.owner === "new")
    return { kind: "new", name: input.ownerName, email: input.email, password: input.password };
  const account = await findAccount(headers);
  return account && { kind: "signed_in", account };
}

export const dynamic = "force-dynamic";
