import type { Context } from "@packpost/core/context";
import { joinAsNew } from "@packpost/core/staff/invitation/join-as-new";
import { joinSignedIn } from "@packpost/core/staff/invitation/join-signed-in";
import { type InvitationDoorInput, invitationDoorSchema } from "@packpost/core/staff/schemas";
import { hashInTurns } from "#web/server/auth/hash-in-turns.ts";
import { organisationCookieHeader } from "#web/server/staff/chosen-organisation.ts";
import { findAccount } from "#web/server/staff/find-account.ts";
import { linkContext } from "#web/server/staff/link-context.ts";
import { signInNow } from "#web/server/staff/sign-in-now.ts";
import { staffDoor } from "#web/server/staff/staff-door.ts";
import { countLook } from "#web/server/staff/staff-limits.ts";

/** Joins a team by the link of an invitation (O1): with a new account, or with that of whoever is signed in. Nothing is done by GET. */
export const POST = staffDoor("invitation", invitationDoorSchema, async (input, request) => {
  const link = await linkContext(input.link);
  if (link === null) return Response.json({ outcome: "ended" });
  return input.action === "join" ? join(link, input, request) : accept(link, request);
});

interface Link {
  readonly ctx: Context;
  readonly hash: string;
}

async function join(
  { ctx, hash }: Link,
  { name, password }: Extract<InvitationDoorInput, { action: "join" }>,
  request: Request,
): Promise<Response> {
  await countLook(hash);
  const joined = await joinAsNew({ ctx, input: { hash, name, password, hashing: hashInTurns(null) } });
  if (joined.outcome !== "joined") return Response.json(joined);
  const headers = await signInNow(request, { email: joined.email, password });
  return Response.json(
    { outcome: "joined", signedIn: headers !== null },
    headers === null ? {} : { headers },
  );
}

async function accept({ ctx, hash }: Link, request: Request): Promise<Response> {
  const account = await findAccount(request.headers);
  if (account === null) return Response.json({ outcome: "signed_out" });
  const joined = await joinSignedIn({ ctx, input: { hash, account } });
  if (joined.outcome !== "joined") return Response.json(joined);
  // Whoever works for several sees the one that they have just joined.
  const headers = { "set-cookie": organisationCookieHeader(ctx.organisationId) };
  return Response.json({ outcome: "joined", signedIn: true }, { headers });
}

export const dynamic = "force-dynamic";
