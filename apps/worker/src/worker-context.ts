import type { WorkerContext } from "@packpost/core/context";
import { createUnsubscribeUrls, previewUnsubscribeUrl } from "@packpost/core/unsubscribe/unsubscribe-urls";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import { startCallDeadline } from "@packpost/providers/call-deadline";
import { mailbox } from "@packpost/providers/postmark/mailbox";
import type { ChooseMail } from "./choose-mail.ts";

/** What the activities are built from. */
export interface WorkerDependencies {
  readonly orm: Orm;
  readonly chooseMail: ChooseMail;
  readonly appUrl: string;
  readonly authSecret: string;
  readonly log: WorkerContext["log"];
}

/** Makes the context of one activity: the system acting in the organisation that the workflow's own row names. */
export function createWorkerContext(
  dependencies: WorkerDependencies,
): (organisationId: string) => WorkerContext {
  const { orm, chooseMail, appUrl, authSecret, log } = dependencies;
  return (trustedId) => {
    const organisationId = organisationIdFrom(trustedId);
    return {
      orm,
      organisationId,
      actor: { kind: "system" },
      mail: chooseMail(organisationId),
      log: { warn: (fields, message) => log.warn({ organisationId, ...fields }, message) },
      startCallDeadline,
      mailbox,
      appUrl: appUrl.replace(/\/+$/, ""),
      unsubscribeUrls: createUnsubscribeUrls({ appUrl, authSecret, organisationId }),
      previewUnsubscribeUrl: previewUnsubscribeUrl(appUrl),
    };
  };
}
