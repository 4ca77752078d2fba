import { pressOneClick, visitLink } from "../postmark/press-one-click.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Occurrence } from "./occurrence.ts";

const TURN_MS = 25;
const PER_TURN = 1000;

const REASONS = {
  "hard-bounce": "HardBounce",
  complaint: "SpamComplaint",
  unsubscribe: "ManualSuppression",
} as const;

/** Starts the one timer: it asks the table for what is due, lets it happen, and hands it to the courier. Returns its end. */
export function startClock(sandbox: Sandbox): () => void {
  const { database, events, courier } = sandbox;
  const timer = setInterval(() => {
    courier.writeBack();
    const due = events.due(PER_TURN);
    if (due.length > 0)
      database.inTransaction(() => {
        for (const event of due) turn(sandbox, event);
      });
    courier.deliver();
  }, TURN_MS);
  return () => {
    clearInterval(timer);
    courier.writeBack();
  };
}

function turn(sandbox: Sandbox, event: Occurrence): void {
  if (event.failures !== null) {
    sandbox.courier.queue(event);
    return;
  }
  happen(sandbox, event);
  if (event.kind === "one-click") sandbox.events.over(event);
  else sandbox.courier.take({ ...event, failures: 0 });
}

/** The effects of an event inside the simulator: suppressions, visits of scanners, presses of the button. */
function happen(sandbox: Sandbox, event: Occurrence): void {
  const { kind, token, stream, address, atMs } = event;
  if (kind === "hard-bounce" || kind === "complaint" || kind === "unsubscribe")
    sandbox.suppressions.add({
      token,
      stream,
      address,
      reason: REASONS[kind],
      origin: "Recipient",
      at: atMs,
    });
  if (kind === "scanner-click" && event.link) visitLink(event.link);
  // An act by hand has pressed the button already.
  if (kind === "one-click" && event.row && !event.byHand) void pressOneClick(sandbox, event.row);
}
