import type { Stream } from "@packpost/db/entities/sender.entity";
import type { ProviderChannel } from "@packpost/db/enums";
import type { CallDeadline, FindOutcome, SendOutcome } from "@packpost/providers/send-outcome";
import type { WorkerContext } from "../context.ts";
import { TEXT_STREAM, TRANSACTIONAL_STREAM } from "../send-protocol/message-streams.ts";
import type { ClaimedDelivery } from "./claim-delivery.ts";
import { findDeliveredText } from "./find-delivered-text.ts";
import { toOutgoingEmail } from "./to-outgoing-email.ts";
import { toOutgoingText } from "./to-outgoing-text.ts";

/** How deliveries of a channel leave: all in which a mail and a text differ. */
export interface DeliveryWay {
  /** What holds them up together. */
  readonly stream: Stream;
  /** Fingerprint of the account that is called. */
  readonly account: string;
  send(delivery: ClaimedDelivery, deadline: CallDeadline): Promise<SendOutcome>;
  /** @param account the one that was called; null where that was not noted */
  find(deliveryId: string, account: string | null): Promise<FindOutcome>;
}

/** How the organisation's deliveries of a channel leave now. */
export async function deliveryWay(ctx: WorkerContext, channel: ProviderChannel): Promise<DeliveryWay> {
  if (channel === "sms") {
    const sms = await ctx.providerFor("sms");
    return {
      stream: TEXT_STREAM,
      account: sms.fingerprint(),
      send: async (delivery, deadline) => sms.sendText(await toOutgoingText(ctx, delivery), { deadline }),
      find: (deliveryId, account) => findDeliveredText(ctx, sms, deliveryId, account),
    };
  }
  const email = await ctx.providerFor("email");
  return {
    stream: TRANSACTIONAL_STREAM,
    account: email.fingerprint(TRANSACTIONAL_STREAM),
    send: (delivery, deadline) => email.sendBatch([toOutgoingEmail(ctx, delivery)], { deadline }),
    find: (deliveryId, account) => email.findByAttempt(deliveryId, { stream: TRANSACTIONAL_STREAM, account }),
  };
}
