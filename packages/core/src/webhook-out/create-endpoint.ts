import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import { WebhookEndpoint } from "@packpost/db/entities/webhook-endpoint.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireFreshProof } from "../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { beginFeed } from "../outcome/begin-feed.ts";
import { placeOfNow } from "../outcome/read-changes.ts";
import { type CreateEndpointInput, MOST_ENDPOINTS } from "./schemas.ts";
import { makeSalt, type WebhookSecretsOf } from "./webhook-secret.ts";

export type CreateEndpointResult =
  | { readonly outcome: "created"; readonly endpointId: string; readonly secret: string }
  /** The address cannot be called, and why. */
  | { readonly outcome: "wrong_url"; readonly fault: string };

/**
 * Has outcomes reported to an address from now on (P10). Staff alone: a key that leaked is not to say where outcomes go.
 * @param ports.explainUrl why an address cannot be called, `providers/webhook-out/explain-webhook-url`
 * @returns the signing secret: shown now, and anew only by rotating it
 * @throws {PackpostError} forbidden; conflict when there are {@link MOST_ENDPOINTS}
 */
export async function createEndpoint({
  ctx,
  input,
  ports,
}: {
  ctx: Context;
  input: CreateEndpointInput;
  ports: { readonly secretsOf: WebhookSecretsOf; readonly explainUrl: (url: string) => string | null };
}): Promise<CreateEndpointResult> {
  requirePermission(ctx, "settings.webhooks");
  requireFreshProof(ctx);
  const createdBy = staffIdOf(ctx);
  const fault = ports.explainUrl(input.url);
  if (fault !== null) return { outcome: "wrong_url", fault };
  const { organisationId } = ctx;
  const secretSalt = makeSalt();
  const endpointId = await inOrganisation(ctx.orm, organisationId, async (em) => {
    await sql`select from organisation where id = ${organisationId} for no key update`.execute(
      em.getKysely(),
    );
    if ((await em.count(WebhookEndpoint, { organisationId })) >= MOST_ENDPOINTS)
      throw new PackpostError("conflict", `There are ${MOST_ENDPOINTS} webhooks already.`, {
        effect: "None was added.",
        nextStep: "Remove one that is not used any more.",
      });
    await beginFeed(em, ctx);
    const endpoint = em.create(WebhookEndpoint, {
      ...{ organisationId, name: input.name, url: input.url, secretSalt },
      transactionId: BigInt(await placeOfNow(em)),
      createdBy: em.getReference(StaffMember, createdBy),
    });
    await em.flush();
    writeAudit(em, ctx, {
      ...{ action: "webhook.created", subjectKind: "webhook", subjectId: endpoint.id },
      detail: { name: input.name, host: new URL(input.url).host },
    });
    return endpoint.id;
  });
  return { outcome: "created", endpointId, secret: ports.secretsOf(endpointId, secretSalt)[0] };
}
