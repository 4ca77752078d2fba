import { keepMissingEntries } from "@packpost/core/alert-sending/keep-alert-entry";
import { purgeUnsent } from "@packpost/core/attachment/purge-unsent";
import { keepAudiences } from "@packpost/core/audience/kept/keep-audiences";
import { purgeOldReviews } from "@packpost/core/audience/review/purge-old-reviews";
import { reconcileUnconfirmed } from "@packpost/core/broadcast/reconcile-unconfirmed";
import { purgeEmptyDrafts } from "@packpost/core/campaign/draft/purge-empty-drafts";
import type { WorkerContext } from "@packpost/core/context";
import { purgeImports } from "@packpost/core/customer-import/purge-imports";
import { reconcileUnconfirmedDeliveries } from "@packpost/core/delivery/reconcile-unconfirmed-deliveries";
import { listMissedTexts } from "@packpost/core/inbound-text/list-missed-texts";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import type { Meter } from "@packpost/core/metrics/meter";
import { forgetOutcomes } from "@packpost/core/outcome/forget-outcomes";
import { explainDrops } from "@packpost/core/provider-event/explain-drops";
import { matchLateEvents } from "@packpost/core/provider-event/match-late-events";
import { purgeOldEvents } from "@packpost/core/provider-event/purge-old-events";
import { readHold, reconcileRestored } from "@packpost/core/restore/reconcile-restored";
import { type BroadcastWithWork, broadcastsWithWork } from "@packpost/core/sweep/broadcasts-with-work";
import { conversationsWithWork } from "@packpost/core/sweep/conversations-with-work";
import { deliveriesWithWork } from "@packpost/core/sweep/deliveries-with-work";
import { entriesWithFilesToFetch } from "@packpost/core/sweep/entries-with-files-to-fetch";
import { importsWithWork } from "@packpost/core/sweep/imports-with-work";
import { inboundMailsWithWork } from "@packpost/core/sweep/inbound-mails-with-work";
import { listOrganisationIds } from "@packpost/core/sweep/list-organisation-ids";
import { organisationsWithDrops } from "@packpost/core/sweep/organisations-with-drops";
import { webhooksWithWork } from "@packpost/core/sweep/webhooks-with-work";
import type { BroadcastKind } from "@packpost/db/enums";
import type { Orm } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { readWebhook } from "@packpost/providers/postmark/webhook/read-webhook";
import {
  ensureAlert,
  ensureCampaign,
  ensureNotifier,
  ensurePacer,
  ensureWebhook,
  startDelivery,
  startImport,
  startInboundMail,
  startIncomingFiles,
  wakeAlert,
  wakeCampaign,
} from "@packpost/workflows/client";
import type { SweepActivities } from "@packpost/workflows/sweep/contract";
import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import { withHeartbeats } from "./with-heartbeats.ts";

/** What the sweeps need beside a context. */
export interface SweepDependencies {
  readonly orm: Orm;
  readonly client: Client;
  readonly log: Logger;
  readonly meter: Meter;
}

type CallOfBroadcast = (client: Client, broadcast: BroadcastWithWork) => Promise<void>;

/** How the workflow of a broadcast is told of a change, and how it is started where it does not run. */
const workflowOfKind: Readonly<
  Record<BroadcastKind, { readonly wake: CallOfBroadcast; readonly ensure: CallOfBroadcast }>
> = {
  campaign: {
    wake: (client, { organisationId, broadcastId: campaignId }) =>
      wakeCampaign(client, { organisationId, campaignId }),
    ensure: (client, { organisationId, broadcastId: campaignId }) =>
      ensureCampaign(client, { organisationId, campaignId }),
  },
  alert: {
    wake: (client, { organisationId, broadcastId: alertId }) =>
      wakeAlert(client, { organisationId, alertId }),
    ensure: async (client, { organisationId, broadcastId: alertId, sending }) => {
      await ensureAlert(client, { organisationId, alertId });
      if (sending) await ensurePacer(client, { organisationId });
    },
  },
};

/** Activities that walk over all organisations, through named look-ups, one tenant's unit of work at a time. */
export function createSweepActivities(
  contextOf: (organisationId: string) => WorkerContext,
  { orm, client, log, meter }: SweepDependencies,
): SweepActivities {
  const activities: SweepActivities = {
    async wakeCampaigns() {
      const found = await broadcastsWithWork(orm);
      for (const broadcast of found) {
        const { wake, ensure } = workflowOfKind[broadcast.kind];
        await (broadcast.unseen ? wake : ensure)(client, broadcast);
      }
      return { woken: found.length };
    },
    async startDeliveries() {
      const found = await deliveriesWithWork(orm);
      for (const delivery of found) await startDelivery(client, delivery);
      return { started: found.length };
    },
    async startConversations() {
      const threads = await conversationsWithWork(orm);
      for (const thread of threads) await ensureNotifier(client, thread);
      const mails = await inboundMailsWithWork(orm);
      for (const mail of mails) await startInboundMail(client, mail);
      const entries = await entriesWithFilesToFetch(orm);
      for (const entry of entries) await startIncomingFiles(client, entry);
      const imports = await importsWithWork(orm);
      for (const work of imports) await startImport(client, work);
      return { started: threads.length + mails.length + entries.length + imports.length };
    },
    async startWebhooks() {
      const found = await webhooksWithWork(orm);
      for (const endpoint of found) await ensureWebhook(client, endpoint);
      return { started: found.length };
    },
    async explainDrops() {
      for (const organisationId of await organisationsWithDrops(orm)) {
        // One that fails comes round again in a minute, and holds up nobody else.
        await explainDrops({ ctx: contextOf(organisationId) }).catch((error: unknown) => {
          log.error({ organisationId, err: error }, "refusals not explained");
        });
      }
    },
    async keepAudiences({ organisationId: only }) {
      for (const organisationId of only === undefined ? await listOrganisationIds(orm) : [only]) {
        // One that fails comes round again, and holds up nobody else.
        await keepAudiences({ ctx: contextOf(organisationId) }).catch((error: unknown) => {
          log.error({ organisationId, err: error }, "audiences not kept");
        });
      }
    },
    async tidyEvents() {
      for (const organisationId of await listOrganisationIds(orm)) {
        const ctx = contextOf(organisationId);
        await matchLateEvents({ ctx, input: { read: readKept } });
        await purgeOldEvents({ ctx });
        await forgetOutcomes({ ctx });
        await purgeOldReviews({ ctx });
        await purgeEmptyDrafts({ ctx });
        // A storage that is away holds up nobody else: the files come round again in an hour.
        await purgeUnsent({ ctx }).catch((error: unknown) => {
          log.error({ organisationId, err: error }, "pictures that were never sent were not deleted");
        });
        await purgeImports({ ctx }).catch((error: unknown) => {
          log.error({ organisationId, err: error }, "files that were imported long ago were not deleted");
        });
      }
    },
    async reconcileUnconfirmed(input) {
      for (const organisationId of await listOrganisationIds(orm)) {
        const ctx = contextOf(organisationId);
        const { alertIds } = await reconcileUnconfirmed({ ctx, input });
        for (const broadcastId of alertIds) await keepMissingEntries({ ctx, input: { broadcastId } });
        await reconcileUnconfirmedDeliveries({ ctx, input });
      }
    },
    async reconcileRestored(input) {
      if ((await readHold(orm)) === null) return;
      for (const organisationId of await listOrganisationIds(orm)) {
        // One that fails comes round again in a minute, and holds up nobody else's comparison.
        await reconcileRestored({ ctx: contextOf(organisationId), input }).catch((error: unknown) => {
          log.error({ organisationId, err: error }, "what was sent since the backup was not compared");
        });
      }
    },
    async listMissedTexts() {
      let taken = 0;
      for (const organisationId of await listOrganisationIds(orm)) {
        // One whose provider fails comes round again in two minutes, and holds up nobody else.
        taken += await listMissedTexts({ ctx: contextOf(organisationId) }).catch((error: unknown) => {
          log.error({ organisationId, err: error }, "texts that came in were not listed");
          return 0;
        });
      }
      return { taken };
    },
    async checkInvariants() {
      let broken = 0;
      for (const organisationId of await listOrganisationIds(orm)) {
        for (const found of await checkInvariants({ ctx: contextOf(organisationId) })) {
          broken += found.count;
          log.error({ organisationId, ...found }, "an invariant is broken");
        }
      }
      meter.set("packpost_broken_invariants", broken);
      return { broken };
    },
  };
  return {
    wakeCampaigns: () => withHeartbeats(activities.wakeCampaigns),
    startDeliveries: () => withHeartbeats(activities.startDeliveries),
    startConversations: () => withHeartbeats(activities.startConversations),
    explainDrops: () => withHeartbeats(activities.explainDrops),
    keepAudiences: (input) => withHeartbeats(() => activities.keepAudiences(input)),
    tidyEvents: () => withHeartbeats(activities.tidyEvents),
    reconcileUnconfirmed: (input) => withHeartbeats(() => activities.reconcileUnconfirmed(input)),
    reconcileRestored: (input) => withHeartbeats(() => activities.reconcileRestored(input)),
    startWebhooks: () => withHeartbeats(activities.startWebhooks),
    listMissedTexts: () => withHeartbeats(activities.listMissedTexts),
    checkInvariants: () => withHeartbeats(activities.checkInvariants),
  };
}

/** An event kept raw, read once more. */
function readKept(payload: unknown, receivedAt: Date): EmailEvent | null {
  const reading = readWebhook({ body: JSON.stringify(payload), receivedAt });
  return reading.ok ? reading.event : null;
}
