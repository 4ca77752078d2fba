import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { findCampaign } from "../campaign/find-campaign.ts";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import type { CompileOptions } from "../content/compile/compile-template.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { PreparedDraft } from "./prepare-draft.ts";
import { prepareInThread } from "./prepare-in-thread.ts";

export interface PreparedCampaign extends PreparedDraft {
  /** The draft's version that was prepared. */
  readonly version: number;
  /** The letterhead it was prepared with. */
  readonly letterhead: string;
}

/**
 * Prepare a campaign's text before the transaction that uses it, so that no connection waits for a thread. The
 * transaction asks `requireCurrent` whether it is still that text.
 * @throws {PackpostError} not_found, unavailable
 */
export async function prepareCampaign(
  ctx: Context,
  campaignId: string,
  mark?: CompileOptions["mark"],
): Promise<PreparedCampaign> {
  const { organisationId } = ctx;
  const { campaign, letterhead } = await inOrganisation(ctx.orm, organisationId, async (em) => {
    const found = await findCampaign(em, ctx, campaignId);
    const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
    const { subject, preheader, bodyMarkdown, version } = found;
    return {
      campaign: { subject, preheader, bodyMarkdown, version },
      letterhead: letterheadOf(organisation, ctx),
    };
  });
  const prepared = await prepareInThread(ctx, campaign, { letterhead, ...(mark && { mark }) }, "send");
  return { ...prepared, version: campaign.version, letterhead: JSON.stringify(letterhead) };
}

/**
 * Is this still the text and letterhead that were prepared?
 * @throws {PackpostError} conflict when somebody changed the settings or the text in the same moment
 */
export function requireCurrent(
  ctx: Pick<Context, "appUrl">,
  prepared: PreparedCampaign,
  campaign: { readonly version: number },
  organisation: Parameters<typeof letterheadOf>[0],
): void {
  if (
    prepared.version === campaign.version &&
    prepared.letterhead === JSON.stringify(letterheadOf(organisation, ctx))
  )
    return;
  throw new PackpostError("conflict", "The text or your settings were changed at this moment.", {
    effect: "Nothing was sent.",
    nextStep: "Try again.",
  });
}
