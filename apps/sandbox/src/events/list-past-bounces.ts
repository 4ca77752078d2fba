import type { Ledger } from "../ledger/ledger.ts";
import { planEvents } from "../outcomes/plan-events.ts";
import type { ActBook } from "./act-book.ts";
import type { BounceList } from "./bounce-list.ts";
import { actCode, plannedCode } from "./event-code.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { isBounce } from "./occurrence.ts";

/** Fills the list of bounces after a restart from what had already happened. */
export function listPastBounces(
  ledger: Ledger,
  acts: ActBook,
  lifecycle: Lifecycle,
  bounces: BounceList,
): void {
  for (let seq = 0; seq < ledger.count; seq++) {
    for (const [place, planned] of planEvents(ledger.outcome(seq), seq, ledger.linkCount(seq)).entries()) {
      const code = plannedCode(seq, place);
      if (isBounce(planned.kind) && lifecycle.isDone(code)) bounces.add(ledger.tokenOf(seq), code);
    }
  }
  for (let number = 0; number < acts.count; number++) {
    const act = acts.get(number);
    if (act && isBounce(act.kind)) bounces.add(act.token, actCode(number));
  }
}
