import { setPassword } from "@packpost/core/staff/reset/set-password";
import { resetDoorSchema } from "@packpost/core/staff/schemas";
import { clientAddress } from "#web/server/auth/client-address.ts";
import { hashInTurns } from "#web/server/auth/hash-in-turns.ts";
import { forgetWrongTries } from "#web/server/auth/limit-sign-in.ts";
import { linkContext } from "#web/server/staff/link-context.ts";
import { mailResetLater } from "#web/server/staff/mail-reset-later.ts";
import { staffDoor } from "#web/server/staff/staff-door.ts";
import { countAsking, countLook } from "#web/server/staff/staff-limits.ts";

/**
 * For whoever forgot their password (O1): asks for a link, or sets a new one by it. Asking has one answer, whoever has that address or not;
 * who it is is looked up after the answer, so that its time tells nothing either. Nothing is done by GET.
 */
export const POST = staffDoor("password", resetDoorSchema, async (input, { headers }) => {
  if (input.action === "ask") {
    await countAsking(input.address, headers);
    mailResetLater(input.address);
    return Response.json({ outcome: "asked" });
  }
  const link = await linkContext(input.link);
  if (link === null) return Response.json({ outcome: "ended" });
  const { ctx, hash } = link;
  await countLook(hash);
  const done = await setPassword({
    ...{ ctx, input: { hash, password: input.password, hashing: hashInTurns(null) } },
  });
  // Whoever was kept out by wrong tries is not, with the new one.
  if (done.outcome === "set")
    for (const address of new Set([null, clientAddress(headers)]))
      await forgetWrongTries({ email: done.email, device: null, address });
  return Response.json({ outcome: done.outcome });
});

export const dynamic = "force-dynamic";
