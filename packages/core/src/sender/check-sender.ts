import { databaseNow } from "@packpost/db/database-now";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { SenderCheck } from "@packpost/db/entities/sender-check.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { SenderDomainReading, SenderPartReading } from "@packpost/providers/sender-domain";
import type { WorkerContext } from "../context.ts";
import { isMailService } from "./mail-services.ts";
import { readCheck, type StoredCheck } from "./read-check.ts";
import { domainOf } from "./sender-parts.ts";

/**
 * Looks whether the organisation's sender may be believed (C17): DKIM, return path, SPF and DMARC of its domain, asked of the
 * provider's account and the DNS, outside any transaction. What could not be asked just now keeps its last answer.
 * @param input.olderThanMs looks only if the last look is older
 */
export async function checkSender({
  ctx,
  input = {},
}: {
  ctx: WorkerContext;
  input?: { olderThanMs?: number };
}): Promise<{ outcome: "checked" | "fresh" }> {
  const { domain, proof, last } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { senderEmail, domainProof } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const found = domainOf(senderEmail);
    return { domain: found, proof: domainProof, last: await readCheck(em, ctx, found) };
  });
  if (last !== null && last.ageMs < (input.olderThanMs ?? 0)) return { outcome: "fresh" };
  const email = await ctx.providerFor("email");
  const reading = await email.readSenderDomain(domain);
  const owner = isMailService(domain) ? null : await email.readOwnerProof(domain, proof);
  const parts = [...(owner === null ? [] : [lastIfUnknown(owner, last)]), ...withLastAnswers(reading, last)];
  const source = reading.providerMessage !== undefined && last !== null ? last.source : reading.source;
  const found = { source, parts, providerMessage: reading.providerMessage ?? null };
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const key = { organisationId: ctx.organisationId, domain };
    const row = await em.findOne(SenderCheck, key);
    if (row) em.assign(row, { checkedAt: databaseNow(), ...found });
    else em.create(SenderCheck, { ...key, ...found });
  });
  return { outcome: "checked" };
}

/** An account that does not answer tells nothing new: what it said before stands. */
function withLastAnswers(reading: SenderDomainReading, last: StoredCheck | null) {
  if (reading.providerMessage === undefined || last === null) return reading.parts;
  return reading.parts.map((part) => lastIfUnknown(part, last));
}

function lastIfUnknown(part: SenderPartReading, last: StoredCheck | null): SenderPartReading {
  if (part.state !== "unknown") return part;
  const known = last?.parts.find((one) => one.part === part.part);
  return known === undefined ? part : { ...part, state: known.state };
}
