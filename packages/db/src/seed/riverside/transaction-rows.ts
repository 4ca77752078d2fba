import type { Calendar } from "../calendar.ts";
import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";

const whatOf = { purchase: "10-visit card", visit: "Open play", payment: "Season fee" };

/** What one customer bought, visited or paid; the newest decides the 2-year rule (P7). */
export function transactionRows(
  silent: boolean,
  scope: {
    readonly organisationId: string;
    readonly customerId: string;
    readonly joinedDaysAgo: number;
    readonly calendar: Calendar;
    readonly random: Random;
  },
): Row[] {
  const { calendar, joinedDaysAgo, random } = scope;
  const row = (daysAgo: number): Row => {
    const at = calendar.at(-daysAgo, `${random.between(10, 18)}:${random.between(10, 59)}`);
    const kind = random.pick(["purchase", "visit", "visit", "payment"] as const);
    return {
      organisation_id: scope.organisationId,
      id: idFrom(at, random),
      customer_id: scope.customerId,
      kind,
      at,
      what: whatOf[kind],
    };
  };
  if (silent) return [row(random.between(760, joinedDaysAgo))];
  // About to fall silent: in two to six weeks.
  if (joinedDaysAgo > 800 && random.chance(0.02)) return [row(random.between(690, 715))];
  const newest = random.between(1, Math.min(joinedDaysAgo, 600));
  const rows = [row(newest)];
  for (let n = random.between(0, 4); n > 0; n -= 1) rows.push(row(random.between(newest, joinedDaysAgo)));
  return rows;
}
