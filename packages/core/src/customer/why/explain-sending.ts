import type { BroadcastKind, BroadcastStatus } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Reason } from "../../audience/explain-reasons.ts";
import { nameOf } from "../../audience/person-reasons-sql.ts";
import { type AlertReason, alertReasonsIn } from "../../audience/reasons.ts";
import { readReasonsToday } from "../../audience/reasons-today.ts";
import { explainRecipient, type RecipientExplanation } from "../../campaign/report/explain-recipient.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import { explainNotice, type NoticeExplained } from "./explain-notice.ts";
import type { WhyInput } from "./schemas.ts";

/** What became of a campaign or alert for one customer, with rules and data as they were (P8). */
export interface SendingExplained {
  kind: BroadcastKind;
  id: string;
  name: string;
  status: BroadcastStatus;
  /** When its people were written down; null = not yet. */
  writtenAt: Date | null;
  /** Of a campaign. */
  passId: string | null;
  passName: string | null;
  /** Their row among its people; null = they were not among them. */
  recipientId: string | null;
  /** What became of the campaign's mail. */
  mail: Pick<
    RecipientExplanation,
    | "status"
    | "statusAt"
    | "reasons"
    | "still"
    | "reach"
    | "email"
    | "openedAt"
    | "providerMessage"
    | "dropReason"
    | "bounce"
    | "bounceKind"
    | "events"
  > | null;
  /** What became of the alert's text. */
  text: {
    status: RecipientExplanation["status"];
    statusAt: Date | null;
    reasons: AlertReason[];
    sameAs: string | null;
    providerMessage: string | null;
  } | null;
  /** Why they were not among its people, where that is known. */
  absence: "created_later" | "nothing_of_the_pass" | "other_of_family" | "no_visit" | null;
  /** Who of the family was texted in their stead. */
  insteadOf: string | null;
  customerSince: Date;
  /** Of a campaign still to come: what would keep them from it today; null = it is no such campaign, or its pass is none of theirs. */
  today: Reason[] | null;
}

interface Row {
  kind: BroadcastKind;
  name: string;
  status: BroadcastStatus;
  writtenAt: string | null;
  passId: string | null;
  passName: string | null;
  recipientId: string | null;
  customerSince: string;
  createdLater: boolean;
  text: {
    status: RecipientExplanation["status"];
    at: string | null;
    mask: number;
    sameAs: string | null;
    providerMessage: string | null;
  } | null;
  insteadOf: string | null;
}

/**
 * Answers "Why didn't Maria get it?" for any customer and any campaign, alert, message, mail or text (P8): from the row that was written down
 * then, else from what is known of why there is none, else, of what is still to come, by today's rules.
 * @throws {PackpostError} forbidden, not_found
 */
export async function explainSending({
  ctx,
  input,
}: {
  ctx: Context;
  input: WhyInput;
}): Promise<SendingExplained | NoticeExplained> {
  requirePermission(ctx, "customer.read");
  if (input.kind === "message" || input.kind === "delivery") return explainNotice(ctx, input);
  // A1: alerts are their managers' alone.
  if (input.kind === "alert") requirePermission(ctx, "alert.manage");
  const { row, today } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const row = await readRow(em, ctx, input);
    const isToCome = row.kind === "campaign" && row.writtenAt === null && row.passId !== null;
    return {
      row,
      today: isToCome
        ? await readReasonsToday(em, { campaignId: input.id, passId: row.passId ?? "" }, input.customerId)
        : null,
    };
  });
  const { recipientId, kind, name, status, passId, passName, insteadOf, text } = row;
  const mail =
    kind === "campaign" && recipientId !== null
      ? await explainRecipient({ ctx, input: { campaignId: input.id, recipientId } })
      : null;
  return {
    ...{ kind, id: input.id, name, status, passId, passName, recipientId, insteadOf, mail, today },
    writtenAt: instantFrom(row.writtenAt),
    customerSince: instantFrom(row.customerSince),
    text: text && {
      ...{ status: text.status, sameAs: text.sameAs, providerMessage: text.providerMessage },
      statusAt: instantFrom(text.at),
      reasons: alertReasonsIn(text.mask),
    },
    absence: recipientId !== null || row.writtenAt === null ? null : absenceOf(row),
  };
}

function absenceOf({ kind, createdLater, insteadOf }: Row): SendingExplained["absence"] {
  if (createdLater) return "created_later";
  if (kind === "campaign") return "nothing_of_the_pass";
  return insteadOf === null ? "no_visit" : "other_of_family";
}

async function readRow(em: EntityManager, ctx: Context, { customerId, kind, id }: WhyInput): Promise<Row> {
  const { organisationId } = ctx;
  const { rows } = await sql<Row>`
    select broadcast.kind, coalesce(campaign.name, left(alert.body, 60)) as name, broadcast.status, broadcast.snapshot_at as "writtenAt",
      pass.id as "passId", pass.name as "passName", recipient.id as "recipientId", customer.created_at as "customerSince",
      customer.created_at > broadcast.snapshot_at as "createdLater",
      case when recipient.id is not null and broadcast.kind = 'alert' then jsonb_build_object('status', recipient.status, 'at', recipient.status_at,
        'mask', recipient.skip_reasons, 'providerMessage', recipient.provider_message,
        'sameAs', (select ${nameOf("other")} from alert_recipient told join customer other on other.organisation_id = told.organisation_id and other.id = told.same_as
          where told.organisation_id = ${organisationId} and told.alert_id = broadcast.id and told.customer_id = customer.id)) end as text,
      case when broadcast.kind = 'alert' and recipient.id is null then (
        select ${nameOf("other")} from alert_recipient told join customer other on other.organisation_id = told.organisation_id and other.id = told.customer_id
        where told.organisation_id = ${organisationId} and told.alert_id = broadcast.id and told.family_id = customer.family_id limit 1) end as "insteadOf"
    from broadcast
    join customer on customer.organisation_id = ${organisationId} and customer.id = ${customerId}
    left join campaign on campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id
    left join alert on alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id
    left join pass on pass.organisation_id = campaign.organisation_id and pass.id = campaign.pass_id
    left join lateral (
      select * from recipient where recipient.organisation_id = broadcast.organisation_id and recipient.broadcast_id = broadcast.id
        and ${isOfCustomer(sql`recipient.customer_id`, customerId)} order by recipient.customer_id <> customer.id limit 1) recipient on true
    where broadcast.organisation_id = ${organisationId} and broadcast.id = ${id} and broadcast.kind = ${kind}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row !== undefined) return row;
  throw new PackpostError("not_found", "This campaign or alert is not there.", {
    nextStep: "Choose another one.",
  });
}
