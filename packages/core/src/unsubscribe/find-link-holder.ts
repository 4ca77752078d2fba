import { Recipient } from "@packpost/db/entities/recipient.entity";
import { inOrganisation } from "@packpost/db/orm";
import { type CustomerActor, customerActor } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";

/**
 * Who acts by an unsubscribe link: the customer whose mail it was in.
 * @param input.recipientId from a verified token
 * @throws {PackpostError} not_found, also for a recipient of another organisation
 */
export async function findLinkHolder({
  ctx: { orm, organisationId },
  input: { recipientId },
}: {
  ctx: Pick<Context, "orm" | "organisationId">;
  input: { readonly recipientId: string };
}): Promise<CustomerActor> {
  const found = await inOrganisation(orm, organisationId, (em) =>
    em.findOne(Recipient, { organisationId, id: recipientId }, { fields: ["customerId"] }),
  );
  if (!found) throw new PackpostError("not_found", "This link belongs to no message of ours.");
  return customerActor(found.customerId);
}
