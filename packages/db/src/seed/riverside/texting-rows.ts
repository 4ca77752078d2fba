import type { Row } from "../insert-rows.ts";

/** Of Riverside at the simulator: no telephone has it. */
export const sandboxNumber = "+15035550100";

/** Texting is on, and some numbers are known: a landline, one that has texted STOP, many that have been reached. */
export function textingRows({
  organisationId,
  now,
  customers,
}: {
  readonly organisationId: string;
  readonly now: Date;
  readonly customers: readonly Row[];
}): { readonly texting: Row[]; readonly phone_number: Row[] } {
  const organisation_id = organisationId;
  const days = (ago: number) => new Date(now.getTime() - ago * 86_400_000);
  // The Okafors' are not tried yet: they are who one writes to first.
  const numbers = [
    ...new Set(
      customers.flatMap(({ phone, last_name }) =>
        typeof phone === "string" && last_name !== "Okafor" ? phone : [],
      ),
    ),
  ];
  const known = { state: "textable", state_at: days(9), provider_message: null, opted_out_at: null };
  const unknown = { opted_out_by: null, opted_out_word: null, asked_at: null };
  const stopped = {
    opted_out_at: days(20),
    opted_out_by: "keyword",
    opted_out_word: "Stop",
    asked_at: days(20),
  };
  const landline = {
    ...{ state: "not_textable", state_at: days(31) },
    provider_message: "This is a landline, or its carrier takes no texts (Twilio 30006)",
  };
  const phone_number = numbers.slice(0, 120).map((number, index) => ({
    ...{ organisation_id, number, ...known, ...unknown },
    ...(index % 40 === 17 && landline),
    ...(index % 40 === 29 && stopped),
  }));
  const registration = "registered";
  const texting = { organisation_id, number: sandboxNumber, registration, enabled_at: days(60) };
  return { texting: [texting], phone_number };
}
