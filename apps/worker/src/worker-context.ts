import { systemActor } from "@packpost/core/access/actor";
import type { ProviderAccounts, WorkerContext } from "@packpost/core/context";
import { createMediaUrls } from "@packpost/core/media/media-link";
import { createMailTokens } from "@packpost/core/reply-address/mail-token";
import { createReplyTokens } from "@packpost/core/reply-address/reply-token";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { createUnsubscribeUrls } from "@packpost/core/unsubscribe/unsubscribe-urls";
import { createWebhookSecrets } from "@packpost/core/webhook-out/webhook-secret";
import { createWorkflows } from "@packpost/core/workflows";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import { startCallDeadline } from "@packpost/providers/call-deadline";
import { postWebhook } from "@packpost/providers/webhook-out/post";
import type { WorkflowCalls } from "@packpost/workflows/client";
import type { ChooseProvider, ProviderAccountsOf } from "./choose-provider.ts";

/** What the activities are built from. */
export interface WorkerDependencies {
  readonly orm: Orm;
  readonly chooseProvider: ChooseProvider;
  /** Left out = no key can be opened or asked about. */
  readonly accountsOf?: ProviderAccountsOf;
  readonly appUrl: string;
  readonly apiUrl: string;
  readonly authSecret: string;
  /** Where pictures and files are kept. */
  readonly storage: WorkerContext["storage"];
  /** Those before it (AUTH_SECRET_PREVIOUS): mail that was sent under them is answered, too. */
  readonly previousAuthSecret?: string | undefined;
  readonly log: WorkerContext["log"];
  /** How verbs reach Temporal. */
  readonly calls: WorkflowCalls;
  /** Mail goes to people, not to the simulator. */
  readonly realMail: boolean;
}

const noAccounts: ProviderAccounts = {
  seal: null,
  providerOf: () => {
    throw new Error("This process asks about no keys");
  },
};

/** Makes the context of one activity: the system acting in the organisation that the workflow's own row names. */
export function createWorkerContext(
  dependencies: WorkerDependencies,
): (organisationId: string) => WorkerContext {
  const { orm, chooseProvider, apiUrl, appUrl, authSecret, log, calls, realMail, storage } = dependencies;
  const secrets = linkSecrets(authSecret, dependencies.previousAuthSecret);
  const webhookSecretsOf = createWebhookSecrets(secrets);
  return (trustedId) => {
    const organisationId = organisationIdFrom(trustedId);
    return {
      orm,
      organisationId,
      actor: systemActor,
      workflows: createWorkflows({ organisationId, calls, log }),
      realMail,
      storage,
      mediaUrlOf: createMediaUrls({ appUrl, authSecret, organisationId }),
      providerFor: (channel) => chooseProvider({ orm, organisationId }, channel),
      accounts: dependencies.accountsOf?.(organisationId) ?? noAccounts,
      log: { warn: (fields, message) => log.warn({ organisationId, ...fields }, message) },
      startCallDeadline,
      appUrl: appUrl.replace(/\/+$/, ""),
      replyTokenOf: createReplyTokens({ authSecret, organisationId }),
      mailTokens: createMailTokens({ secrets, organisationId }),
      webhookSecretsOf,
      // Beside the simulator nothing leaves this machine, and what listens here may be told.
      postWebhook: (post) => postWebhook({ ...post, allowLoopback: !realMail }),
      apiUrl: apiUrl.replace(/\/+$/, ""),
      unsubscribeUrls: createUnsubscribeUrls({ appUrl, authSecret, organisationId }),
    };
  };
}
