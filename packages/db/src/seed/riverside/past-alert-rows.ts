import type { Calendar } from "../calendar.ts";
import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";

const body = "Riverside Dog Parks: the gate by the mill is closed today. Please come in from Meadow Lane.";
const PACE_MS = 12_000;

/** Yesterday's alert to whoever came that day, with a text that its carrier refused and people who cannot be texted. */
export function pastAlertRows(scope: {
  readonly organisationId: string;
  readonly authorId: string;
  readonly calendar: Calendar;
  readonly random: Random;
  readonly appointments: readonly Row[];
  readonly customers: readonly Row[];
  /** Families in conversation already: what stands there is not touched. */
  readonly threads: readonly Row[];
}): Readonly<Record<string, Row[]>> {
  const { authorId, calendar, customers, organisationId: organisation_id, random } = scope;
  const sentAt = calendar.at(-1, "07:30");
  const from = calendar.at(-1, "08:00");
  const until = calendar.at(0, "00:00");
  const id = idFrom(sentAt, random);
  const talking = new Set(scope.threads.map(({ family_id }) => family_id));
  const texted = new Set<unknown>();
  const people = scope.appointments
    .filter(({ starts_at, status, family_id }) => {
      const at = starts_at instanceof Date ? starts_at : from;
      if (at < from || at >= until || status === "cancelled") return false;
      if (talking.has(family_id) || texted.has(family_id)) return false;
      texted.add(family_id);
      return true;
    })
    .flatMap((visit) => {
      const client = customers.find((one) => one.family_id === visit.family_id && one.contact === "primary");
      return client === undefined ? [] : [{ visit, client }];
    });
  const numbers = new Set<unknown>();
  const rows = people.map(({ visit, client }, place) => {
    const at = new Date(sentAt.getTime() + place * PACE_MS);
    const number = typeof client.phone === "string" && !numbers.has(client.phone) ? client.phone : null;
    if (number !== null) numbers.add(number);
    return { visit, client, at, number, recipientId: idFrom(at, random), refused: place === 3 };
  });
  const finishedAt = new Date(sentAt.getTime() + rows.length * PACE_MS);
  const noNumber = 524_288;
  const sent = rows.filter(({ number }) => number !== null);
  const threads = sent.map(({ visit, at }) => ({
    ...{ organisation_id, id: idFrom(at, random), family_id: visit.family_id },
    ...{ last_number: 1, revision: 1, created_at: at },
  }));
  return {
    broadcast: [
      {
        ...{
          organisation_id,
          id,
          kind: "alert",
          status: "sent",
          template: {},
          send_at: sentAt,
          sent_by: authorId,
        },
        ...{
          confirmed_count: sent.length,
          due_count: sent.length,
          sending_began_at: sentAt,
          snapshot_at: sentAt,
        },
        ...{
          finished_at: finishedAt,
          revision: 1,
          observed_revision: 1,
          changed_at: finishedAt,
          slices: 1,
          first_open_slice: 1,
        },
      },
    ],
    alert: [
      {
        ...{ organisation_id, id, range_kind: "rest_of_today", from_at: from, until_at: until, body },
        ...{ created_by: authorId, created_at: sentAt },
      },
    ],
    alert_recipient: rows.map(({ visit, client, number }) => ({
      ...{ organisation_id, alert_id: id, customer_id: client.id, family_id: visit.family_id, number },
      ...{ holds_number: number !== null, reasons: number === null ? noNumber : 0 },
      ...{ appointment_id: visit.id, starts_at: visit.starts_at, appointments: 1, late_joiner: false },
    })),
    recipient: rows.map(({ client, at, number, recipientId, refused }) => {
      const soon = new Date(at.getTime() + 4_000);
      return {
        ...{ organisation_id, id: recipientId, broadcast_id: id, customer_id: client.id, added: false },
        ...{
          slice: number === null ? null : 0,
          by_answer: false,
          skip_reasons: number === null ? noNumber : 0,
        },
        ...{ skipped_at: number === null ? sentAt : null, claimed_at: number === null ? null : at },
        ...{ sent_at: number === null ? null : at, delivered_at: number === null || refused ? null : soon },
        ...{ undelivered_at: number !== null && refused ? soon : null },
        provider_message:
          number !== null && refused ? "The phone is switched off or out of reach (Twilio 30003)" : null,
      };
    }),
    thread: threads,
    entry: sent.map(({ at, recipientId }, place) => ({
      ...{ organisation_id, id: recipientId, thread_id: threads[place]?.id, number: 1, revision: 1 },
      ...{
        kind: "alert",
        via: "text",
        staff_member_id: authorId,
        body,
        other_address: false,
        mentions: [],
        at,
      },
    })),
  };
}
