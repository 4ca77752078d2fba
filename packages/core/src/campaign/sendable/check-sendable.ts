import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { AudienceKey } from "../../audience/audience-sql.ts";
import type { Problem } from "../../content/checks/problem.ts";
import type { CompiledTemplate } from "../../content/template/template.ts";
import type { Context } from "../../context.ts";
import { type PreparedCampaign, requireCurrent } from "../../draft/prepare-campaign.ts";
import { holdPass } from "../../pass/hold-pass.ts";
import { isInstallationStopped } from "../../send-protocol/sending-stop.ts";
import { findSenderProblems } from "../../sender/find-sender-problems.ts";
import { findCampaign } from "../find-campaign.ts";

/** Why a draft cannot be sent, whoever asks and whoever approves. */
export type SendRefusal =
  /** Somebody, or the same person's second click, was faster: nothing more to do. */
  | { readonly outcome: "already_sending" }
  | { readonly outcome: "newer_version"; readonly version: number }
  | { readonly outcome: "nobody_to_send_to" }
  | { readonly outcome: "problems"; readonly problems: readonly Problem[] }
  | { readonly outcome: "sending_stopped" }
  /** Its pass is retired: another one is to be chosen, or this one brought back. */
  | { readonly outcome: "pass_retired"; readonly passName: string };

/** A draft that may be sent as it stands. */
export interface Sendable {
  readonly outcome: "sendable";
  readonly campaign: Awaited<ReturnType<typeof findCampaign>>;
  readonly organisation: Awaited<ReturnType<typeof readOrganisation>>;
  readonly passName: string;
  readonly compiled: CompiledTemplate;
  readonly key: AudienceKey;
}

/**
 * Looks, in the running transaction, whether a draft may be sent, its people apart (C7, C17).
 * @param draft.version the version that was looked at
 * @param draft.later at a time: then it waits for the stop switch
 * @throws {PackpostError} not_found, conflict
 */
export async function checkSendable(
  em: EntityManager,
  ctx: Context,
  prepared: PreparedCampaign,
  draft: { readonly campaignId: string; readonly version: number; readonly later: boolean },
): Promise<Sendable | SendRefusal> {
  const campaign = await findCampaign(em, ctx, draft.campaignId);
  if (campaign.broadcast.status !== "draft") return { outcome: "already_sending" };
  if (campaign.version !== draft.version) return { outcome: "newer_version", version: campaign.version };
  const organisation = await readOrganisation(em, ctx);
  if (!draft.later && (organisation.sendingStoppedAt || (await isStopped(em))))
    return { outcome: "sending_stopped" };
  requireCurrent(ctx, prepared, campaign, organisation);
  const ofSender = await findSenderProblems(em, ctx, organisation.senderEmail);
  if (ofSender.some(({ code }) => code === "sender_not_checked")) ctx.workflows.checkSender();
  const problems = [...prepared.problems.filter(({ severity }) => severity === "blocking"), ...ofSender];
  const { template: compiled } = prepared;
  if (problems.length > 0 || compiled === null) return { outcome: "problems", problems };
  const pass = await campaign.pass?.load();
  if (!pass) return { outcome: "nobody_to_send_to" };
  if ((await holdPass(em, ctx, pass.id)).retired) return { outcome: "pass_retired", passName: pass.name };
  const key = { campaignId: campaign.id, passId: pass.id };
  return { outcome: "sendable", campaign, organisation, passName: pass.name, compiled, key };
}

function readOrganisation(em: EntityManager, ctx: Context) {
  return em.findOneOrFail(Organisation, { id: ctx.organisationId });
}

async function isStopped(em: EntityManager): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`select ${isInstallationStopped} as stopped`.execute(
    em.getKysely(),
  );
  return rows[0]?.stopped ?? false;
}
