import { countFailed } from "@packpost/core/audience/count-failed";
import { listAudience } from "@packpost/core/audience/list-audience";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { checkCampaign } from "@packpost/core/campaign/draft/check-campaign";
import { figureNames } from "@packpost/core/campaign/figures";
import { getChart } from "@packpost/core/campaign/progress/get-chart";
import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { listCampaigns } from "@packpost/core/campaign/progress/list-campaigns";
import { explainRecipient } from "@packpost/core/campaign/report/explain-recipient";
import { exportRecipients } from "@packpost/core/campaign/report/export-recipients";
import { listLinks } from "@packpost/core/campaign/report/list-links";
import { listRecipients } from "@packpost/core/campaign/report/list-recipients";
import { listCampaignsSchema } from "@packpost/core/campaign/schemas";
import { resendToFailed } from "@packpost/core/campaign/send/resend-to-failed";
import { encodeCursor } from "@packpost/core/paging/cursor";
import { inOrganisation } from "@packpost/db/orm";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import type { BenchAudience } from "./create-audience.ts";
import { measureFile } from "./measure-file.ts";
import type { StopWatch } from "./stop-watch.ts";
import { writeOutcomes } from "./write-outcomes.ts";

/** What sending waits for, and what somebody waits for who looks at a sent campaign. */
export async function measureSent(watch: StopWatch, audience: BenchAudience): Promise<void> {
  const { ctx, campaignId, large } = audience;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`update broadcast set send_at = app_now() where id = ${campaignId}`.execute(em.getKysely()),
  );
  const input = { broadcastId: campaignId, timings: DEFAULT_TIMINGS };
  await watch.once("count at the send time", () => nextStep({ ctx, input }));
  await watch.once(
    "snapshot",
    () => snapshotAudience({ ctx, input }),
    ({ slices }) => `${slices} slices`,
  );
  await watch.once("claim 500, first", () =>
    claimBatch({
      ctx,
      input: { broadcastId: campaignId, kind: "campaign", slice: 0, size: 500, callMs: 1_000 },
    }),
  );
  await watch.once("outcomes (not a person's wait)", () => writeOutcomes(audience));
  await watch.read(
    "progress",
    () => getProgress({ ctx, input: { campaignId } }),
    ({ audience: n }) => `${n} people`,
  );
  await watch.read("list of campaigns", () =>
    listCampaigns({
      ctx,
      input: listCampaignsSchema.parse({ sort: "opened", pageSize: 50 }),
    }),
  );
  for (const range of ["hour", "all"] as const)
    await watch.read(`chart: ${range}`, () => getChart({ ctx, input: { campaignId, range } }));
  await watch.read(
    "links",
    () => listLinks({ ctx, input: { campaignId } }),
    (links) => links.map(({ people }) => people).join(),
  );
  for (const filter of figureNames)
    await watch.read(
      `recipients: ${filter}`,
      () => listRecipients({ ctx, input: { campaignId, filter, search: "", pageSize: 50 } }),
      (page) => `${page.recipients.length} people`,
    );
  for (const filter of ["clicked", "bounced", "skipped"] as const) {
    const input = { campaignId, filter, search: "", pageSize: 1 } as const;
    const [one] = (await listRecipients({ ctx, input })).recipients;
    if (one)
      await watch.read(
        `one recipient (drawer): ${filter}`,
        () => explainRecipient({ ctx, input: { campaignId, recipientId: one.id } }),
        ({ events }) => `${events.length} events`,
      );
  }
  const cursor = encodeCursor(["gus", "00000000-0000-7000-8000-000000000000"]);
  for (const filter of ["all", "failed", "spam_complaint"] as const)
    await watch.read(
      `recipients: ${filter}, from G`,
      () => listRecipients({ ctx, input: { campaignId, filter, search: "", pageSize: 50, cursor } }),
      (page) => `${page.recipients.length} people`,
    );
  for (const sort of ["status", "statusAt"] as const)
    await watch.read(
      `recipients: by ${sort}`,
      () => listRecipients({ ctx, input: { campaignId, filter: "all", search: "", pageSize: 50, sort } }),
      (page) => `${page.recipients.length} people`,
    );
  for (const [search, filter] of [
    [`person${large.customers - 3}@`, "all"],
    ["biscuit", "all"],
    ["biscuit", "spam_complaint"],
  ] as const)
    await watch.read(
      `recipients: ${filter}, search ${search}`,
      () => listRecipients({ ctx, input: { campaignId, filter, search, pageSize: 50 } }),
      (page) => `${page.recipients.length} people`,
    );
  await measureFile(watch, "file of the recipients", () =>
    exportRecipients({ ctx, input: { campaignId, filter: "all", search: "" } }),
  );
  await watch.read(
    "does something not match?",
    () => checkCampaign({ ctx, input: { campaignId } }),
    ({ broken }) => broken.map(({ invariant }) => invariant).join(),
  );
  await watch.read(
    "whom it failed to reach",
    () => inOrganisation(ctx.orm, ctx.organisationId, (em) => countFailed(em, campaignId)),
    String,
  );
  await measureResend(watch, audience);
}

async function measureResend(watch: StopWatch, { ctx, campaignId, large }: BenchAudience): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`update broadcast set status = 'sent', finished_at = app_now() where id = ${campaignId}`.execute(
      em.getKysely(),
    ),
  );
  const begun = await watch.once("resend to failed", () => resendToFailed({ ctx, input: { campaignId } }));
  if (begun.outcome !== "draft") throw new Error(begun.outcome);
  const key = { campaignId: begun.campaignId, passId: large.passId };
  await watch.read(
    "count of the resend",
    () => countAudience({ ctx, input: key }),
    ({ willReceive }) => `${willReceive} will`,
  );
  await watch.read(
    "list of the resend",
    () => listAudience({ ctx, input: { ...key, filter: { kind: "will" }, search: "", pageSize: 50 } }),
    ({ people }) => `${people.length} people`,
  );
}
