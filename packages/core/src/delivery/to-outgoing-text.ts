import { Texting } from "@packpost/db/entities/texting.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { OutgoingText } from "@packpost/providers/sms";
import type { WorkerContext } from "../context.ts";
import { textWebhookUrl } from "../texting/text-webhook-url.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";

/** A claimed text as the provider takes it. Our id stands for attempt and recipient alike, as a mail's does. */
export async function toOutgoingText(ctx: WorkerContext, delivery: ClaimedDelivery): Promise<OutgoingText> {
  if (delivery.channel !== "sms") throw new Error("a mail is no text");
  const { organisationId } = ctx;
  const { secret } = await inOrganisation(ctx.orm, organisationId, (em) =>
    em.findOneOrFail(Texting, { organisationId }),
  );
  return {
    ...{ attemptId: delivery.id, recipientId: delivery.id },
    ...{ from: delivery.from_number, to: delivery.address, body: delivery.text },
    statusCallbackUrl: textWebhookUrl({ apiUrl: ctx.apiUrl, organisationId, secret }, "status"),
  };
}
