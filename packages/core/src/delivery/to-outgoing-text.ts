import { Texting } from "@packpost/db/entities/texting.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { OutgoingText } from "@packpost/providers/sms";
import type { WorkerContext } from "../context.ts";
import { picturesOfText } from "../media/pictures-of-text.ts";
import { textWebhookUrl } from "../texting/text-webhook-url.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";

/** A claimed text as the provider takes it. Our id stands for attempt and recipient alike, as a mail's does. */
export async function toOutgoingText(ctx: WorkerContext, delivery: ClaimedDelivery): Promise<OutgoingText> {
  if (delivery.channel !== "sms") throw new Error("a mail is no text");
  const { organisationId } = ctx;
  const { secret, pictures } = await inOrganisation(ctx.orm, organisationId, async (em) => ({
    secret: (await em.findOneOrFail(Texting, { organisationId })).secret,
    pictures: await picturesOfText(em, ctx, delivery.id),
  }));
  return {
    ...{ attemptId: delivery.id, recipientId: delivery.id },
    ...{ from: delivery.from_number, to: delivery.address, body: delivery.text },
    // Made anew at each call: a link of an earlier one has ended by then.
    mediaUrls: pictures.map(({ attachmentId, extension }, place) =>
      ctx.mediaUrlOf({ deliveryId: delivery.id, attachmentId, extension }, place),
    ),
    statusCallbackUrl: textWebhookUrl({ apiUrl: ctx.apiUrl, organisationId, secret }, "status"),
  };
}
