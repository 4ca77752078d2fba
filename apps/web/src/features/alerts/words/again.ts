import type { AlertView } from "@packpost/core/alert/alert-view";
import { chosenRange } from "@packpost/core/alert/range/chosen-range";
import type { AlertRange } from "@packpost/core/alert/range/resolve-range";

/** An earlier alert that another is begun from. */
export interface Earlier {
  readonly id: string;
  readonly body: string;
  readonly range: AlertRange;
}

const listeners = new Set<(earlier: Earlier) => void>();
/** Begun before the place to write was there. */
let waiting: Earlier | null = null;

/** From an alert in the list or its own page to the text that is being written above. */
export const again = {
  begin(alert: Pick<AlertView, "id" | "body" | "range" | "zone">): void {
    const earlier = { id: alert.id, body: alert.body, range: chosenRange(alert.range, alert.zone) };
    if (listeners.size === 0) waiting = earlier;
    for (const tell of listeners) tell(earlier);
  },
  subscribe(tell: (earlier: Earlier) => void): () => void {
    listeners.add(tell);
    if (waiting !== null) tell(waiting);
    waiting = null;
    return () => listeners.delete(tell);
  },
};
