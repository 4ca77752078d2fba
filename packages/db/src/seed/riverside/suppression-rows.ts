import type { Calendar } from "../calendar.ts";
import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";
import { closedClubDomain } from "./addresses.ts";
import type { PlannedHousehold } from "./plan-households.ts";

const words = {
  hard_bounce: "smtp;550 5.1.1 The email account that you tried to reach does not exist",
  complaint: "The recipient reported the message as spam",
  by_hand: "Asked at the gate not to be written to",
} as const;

/** Addresses that bounced or complained after the autumn campaign, one entered by hand, and a dead domain. */
export function suppressionRows(
  households: readonly PlannedHousehold[],
  scope: { readonly organisationId: string; readonly calendar: Calendar; readonly random: Random },
): Row[] {
  const { calendar, random } = scope;
  const at = calendar.at(-40, "10:04");
  const row = (kind: string, value: string, reason: keyof typeof words, said: string): Row => ({
    organisation_id: scope.organisationId,
    id: idFrom(at, random),
    kind,
    value_key: value,
    reason,
    provider_message: said,
    created_at: at,
  });
  const people = households.flatMap((household) => household.people);
  const rows = people.flatMap((person) => {
    const reason = person.case.suppressed;
    return reason && person.email ? [row("address", person.email.toLowerCase(), reason, words[reason])] : [];
  });
  return [...rows, row("domain", closedClubDomain, "by_hand", "The club closed; its mail server is gone")];
}
