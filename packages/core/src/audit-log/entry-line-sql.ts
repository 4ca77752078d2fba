import { ACTOR_KINDS } from "@packpost/db/entities/audit.entity";
import { sql } from "kysely";
import * as z from "zod";
import { shownBlocked } from "../suppression/read-blocked.ts";

/** One thing that somebody did (O3). */
export interface AuditLine {
  id: string;
  at: Date;
  /** Who; the name is null for Packpost itself, and for whoever is not kept any more. */
  actor: { kind: (typeof ACTOR_KINDS)[number]; id: string | null; name: string | null };
  /** As the audit has it: `campaign.paused`; its words are in `deeds`. */
  action: string;
  subject: {
    kind: string;
    id: string;
    /** What it is called today; null = nothing to call it by, or it is gone. */
    name: string | null;
    /** Whose page shows it: of a pet, application or message the customer's; of an alert or campaign its own. */
    customerId: string | null;
    /** The day of a visit, in the organisation's zone. */
    day: string | null;
  };
  /** What belongs to it: ids and counts, before and after where a change was written down. */
  detail: Record<string, unknown>;
}

const primaryOf = (family: string) => sql`(
  select id from customer where customer.organisation_id = entry.organisation_id and customer.family_id = ${sql.raw(family)}
  order by contact, number limit 1)`;
const nameOf = sql`btrim(first_name || ' ' || last_name)`;
const mine = sql`organisation_id = entry.organisation_id`;

/**
 * What a line shows, of rows of `entry` (audit): names as they are today, so that an erased person has none (P11). Each is one look-up
 * by key, made for the rows of a page alone.
 */
export const entryColumns = sql`
  entry.id, entry.at, entry.actor_kind, entry.actor_id, entry.action, entry.subject_kind, entry.subject_id, entry.detail,
  case entry.actor_kind
    when 'staff' then (select name from staff_member where ${mine} and id = entry.actor_id)
    when 'customer' then (select ${nameOf} from customer where ${mine} and id = entry.actor_id)
    when 'api_key' then (select name from api_key where ${mine} and id = entry.actor_id) end as actor_name,
  case entry.subject_kind
    when 'campaign' then (select name from campaign where ${mine} and id = entry.subject_id)
    when 'alert' then (select left(body, 60) from alert where ${mine} and id = entry.subject_id)
    when 'thread' then (
      select coalesce((select name from family where family.organisation_id = entry.organisation_id and family.id = thread.family_id), stranger)
      from thread where ${mine} and id = entry.subject_id)
    when 'saved_reply' then (select name from saved_reply where ${mine} and id = entry.subject_id)
    when 'customer' then (select ${nameOf} from customer where ${mine} and id = entry.subject_id)
    when 'family' then (select name from family where ${mine} and id = entry.subject_id)
    when 'pet' then (select name from pet where ${mine} and id = entry.subject_id)
    when 'pass' then (select name from pass where ${mine} and id = entry.subject_id)
    when 'import' then (select file_name from customer_import where ${mine} and id = entry.subject_id)
    when 'staff' then (select name from staff_member where ${mine} and id = entry.subject_id)
    when 'api_key' then (select name from api_key where ${mine} and id = entry.subject_id)
    when 'webhook' then (select name from webhook_endpoint where ${mine} and id = entry.subject_id)
    when 'application' then (
      select ${nameOf} from customer where ${mine} and id = (select customer_id from application where ${mine} and id = entry.subject_id))
    when 'transaction' then (
      select ${nameOf} from customer where ${mine} and id = (select customer_id from transaction where ${mine} and id = entry.subject_id))
    when 'registration' then (
      select name from pet where ${mine} and id = (select pet_id from registration where ${mine} and id = entry.subject_id))
    when 'appointment' then (
      select name from family where ${mine} and id = (select family_id from appointment where ${mine} and id = entry.subject_id))
    when 'delivery' then (
      select ${nameOf} from customer where ${mine} and id = (select customer_id from delivery where ${mine} and id = entry.subject_id))
  end as subject_name,
  case when entry.subject_kind = 'suppression' then (
    select json_build_object('kind', kind, 'key', value_key) from suppression where ${mine} and id = entry.subject_id) end as blocked,
  case entry.subject_kind
    when 'customer' then (select id from customer where ${mine} and id = entry.subject_id)
    when 'family' then ${primaryOf("entry.subject_id")}
    when 'pet' then ${primaryOf("(select family_id from pet where pet.organisation_id = entry.organisation_id and pet.id = entry.subject_id)")}
    when 'registration' then ${primaryOf(`(
      select family_id from pet where pet.organisation_id = entry.organisation_id
        and pet.id = (select pet_id from registration where registration.organisation_id = entry.organisation_id and registration.id = entry.subject_id))`)}
    when 'application' then (select customer_id from application where ${mine} and id = entry.subject_id)
    when 'transaction' then (select customer_id from transaction where ${mine} and id = entry.subject_id)
    when 'delivery' then (select customer_id from delivery where ${mine} and id = entry.subject_id) end as customer_id,
  case when entry.subject_kind = 'appointment' then (
    select to_char(starts_at at time zone (select zone from organisation where organisation.id = entry.organisation_id), 'YYYY-MM-DD')
    from appointment where ${mine} and id = entry.subject_id) end as day`;

const rowSchema = z.object({
  id: z.string(),
  at: z.coerce.date(),
  actor_kind: z.enum(ACTOR_KINDS),
  actor_id: z.string().nullable(),
  actor_name: z.string().nullable(),
  action: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  subject_name: z.string().nullable(),
  blocked: z.object({ kind: z.enum(["address", "domain", "number"]), key: z.string() }).nullable(),
  customer_id: z.string().nullable(),
  day: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** A row of {@link entryColumns} as pages and files read it. */
export function entryOf(row: unknown): AuditLine {
  const read = rowSchema.parse(row);
  const name = read.blocked === null ? read.subject_name : shownBlocked(read.blocked.kind, read.blocked.key);
  return {
    ...{ id: read.id, at: read.at, action: read.action, detail: read.detail },
    actor: {
      kind: read.actor_kind,
      id: read.actor_id,
      name: read.actor_name === "" ? null : read.actor_name,
    },
    subject: {
      ...{ kind: read.subject_kind, id: read.subject_id, name: name === "" ? null : name },
      ...{ customerId: read.customer_id, day: read.day },
    },
  };
}
