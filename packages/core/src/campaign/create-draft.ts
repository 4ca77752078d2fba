import { Broadcast } from "@packpost/db/entities/broadcast.entity";
import { Campaign } from "@packpost/db/entities/campaign.entity";
import type { CopyReceiver } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/**
 * A new draft of whoever acts, and the broadcast that will send it, in the running transaction.
 * @param content what is known of it already
 * @param origin for the audit: which campaign it was made from
 * @returns its id
 */
export async function createDraft(
  em: EntityManager,
  ctx: Context,
  content: {
    name: string;
    pass?: string | null;
    subject?: string;
    preheader?: string;
    bodyMarkdown?: string;
    copyTo?: CopyReceiver;
    parent?: string;
  },
  origin?: Record<string, string>,
): Promise<string> {
  const { organisationId } = ctx;
  const broadcast = em.create(Broadcast, { organisationId, kind: "campaign" });
  await em.flush();
  em.create(Campaign, { ...content, organisationId, id: broadcast.id, broadcast, author: staffIdOf(ctx) });
  await em.flush();
  writeAudit(em, ctx, {
    action: "campaign.created",
    subjectKind: "campaign",
    subjectId: broadcast.id,
    ...(origin && { detail: origin }),
  });
  return broadcast.id;
}
