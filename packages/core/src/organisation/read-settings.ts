import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Sender } from "@packpost/db/entities/sender.entity";
import type { EntityManager } from "@packpost/db/orm";
import { mailLanguageCodes } from "../content/compile/mail-language.ts";
import type { Context } from "../context.ts";
import { ALERT_STREAM, BULK_STREAM, DEFAULT_MS_PER_TEXT } from "../send-protocol/message-streams.ts";
import type { Settings } from "./settings-schemas.ts";

/** The organisation's settings as its rows have them, in the running transaction. */
export async function readSettings(em: EntityManager, ctx: Context): Promise<Settings> {
  const { organisationId } = ctx;
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const texts = await em.findOne(Sender, { organisationId, stream: ALERT_STREAM });
  const sender = await em.findOne(Sender, { organisationId, stream: BULK_STREAM });
  return {
    name: organisation.name,
    zone: organisation.zone,
    postalAddress: organisation.postalAddress ?? null,
    supportEmail: organisation.supportEmail ?? null,
    brandColor: organisation.brandColor,
    mailLanguage: mailLanguageCodes.find((code) => code === organisation.mailLanguage) ?? "en",
    senderName: organisation.senderName,
    senderEmail: organisation.senderEmail,
    massCap: organisation.massCap ?? null,
    wavePauseSeconds: organisation.wavePauseSeconds,
    perSecond: sender?.perSecond ?? null,
    approvalOver: organisation.approvalOver ?? null,
    frequencyMost: organisation.frequencyMost ?? null,
    frequencyDays: organisation.frequencyDays,
    unreadMailSeconds: organisation.unreadMailSeconds,
    quietFrom: organisation.quietFrom?.slice(0, 5) ?? null,
    quietUntil: organisation.quietUntil?.slice(0, 5) ?? null,
    alertSecondsPerText: Math.ceil((texts?.msPerMessage ?? DEFAULT_MS_PER_TEXT) / 1_000),
    inboundAddress: organisation.inboundAddress ?? null,
    rawEventRetentionDays: organisation.rawEventRetentionDays,
  };
}
