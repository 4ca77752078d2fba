import type { WorkerContext } from "@packpost/core/context";
import { advanceMail } from "@packpost/core/mail/advance-mail";
import type { MailActivities } from "@packpost/workflows/mail/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * A single mail's activities: one verb each.
 * @param contextOf makes the context of an organisation
 */
export function createMailActivities(contextOf: (organisationId: string) => WorkerContext): MailActivities {
  return {
    advanceMail: (input) =>
      withHeartbeats(() => advanceMail({ ctx: contextOf(input.organisationId), input })),
  };
}
