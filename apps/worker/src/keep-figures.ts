import type { Meter } from "@packpost/core/metrics/meter";
import { readWorkInHand } from "@packpost/core/metrics/read-work-in-hand";
import type { Orm } from "@packpost/db/orm";
import type { Logger } from "pino";

const EVERY_MS = 15_000;

/** Keeps the figures of what is in hand, over all organisations, for whoever watches. @returns ends it */
export function keepFigures({ orm, log, meter }: { orm: Orm; log: Logger; meter: Meter }): () => void {
  const read = async () => {
    try {
      const work = await readWorkInHand(orm);
      meter.set("packpost_sending_stopped", work.stopped ? 1 : 0);
      meter.set("packpost_open_calls", work.openCalls);
      meter.set("packpost_oldest_open_call_seconds", work.oldestOpenCallSeconds);
      meter.set("packpost_waiting_deliveries", work.waitingDeliveries);
      meter.set("packpost_oldest_waiting_delivery_seconds", work.oldestWaitingDeliverySeconds);
      meter.set("packpost_paused_broadcasts", work.pausedBroadcasts);
    } catch (error) {
      log.warn({ err: error }, "the figures of what is in hand could not be read");
    }
  };
  void read();
  const timer = setInterval(read, EVERY_MS);
  return () => clearInterval(timer);
}
