import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import { chooseChannel, holdChooser } from "../../communication/choose-channel.ts";
import type { Context } from "../../context.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { ChangeForCustomerInput } from "./schemas.ts";

/** `stopped`: STOP came from their phone, and only a START from there lifts it (A12); nothing was changed. */
export type ChangeForCustomerOutcome = { readonly outcome: "changed" | "stopped" };

/**
 * Records for a customer what they want to be sent (P6): a no at once, a yes only with how they said it, which stays in the audit. It holds
 * for their mailbox (C18). Bounces, complaints, blocks by the team and STOP stay as they are; so does what past campaigns count.
 * @throws {PackpostError} forbidden, not_found
 */
export async function changeForCustomer({
  ctx,
  input,
}: {
  ctx: Context;
  input: ChangeForCustomerInput;
}): Promise<ChangeForCustomerOutcome> {
  requirePermission(ctx, "customer.edit");
  const { channel, subscribed, reason } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const person = await holdChooser(em, ctx, input.customerId);
    if (person === undefined) throw noSuchCustomer();
    const changed = await chooseChannel(em, ctx, person, { channel, subscribed, source: "staff" });
    if (changed === "stopped") return { outcome: "stopped" };
    for (const subjectId of changed)
      writeAudit(em, ctx, {
        action: subscribed ? "preference.subscribed" : "preference.unsubscribed",
        ...{ subjectKind: "customer", subjectId },
        detail: {
          ...{ channel, source: "staff" },
          ...(reason !== "" && { reason }),
          ...(subjectId !== person.customerId && { sharedMailbox: true }),
        },
      });
    // What the provider noted of this mailbox is compared, and lifted there where it allows that.
    if (subscribed && channel !== "text") ctx.workflows.syncSuppressions();
    return { outcome: "changed" };
  });
}
