-- Mass text alerts (A): one text to each family with an appointment in a range. An alert is sent by the broadcast of the same id, and its
-- people are that one's recipients. docs/decisions/2026-11-29-alerts.md.

-- Where somebody lives, if it is known: it goes before what their number says (T35).
alter table customer add column zone text check (length(zone) <= 100);

-- The range goes by when appointments begin: from_at is in it, until_at is not.
create table alert (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  range_kind text not null check (range_kind in ('rest_of_today', 'next_days', 'tomorrow', 'custom')),
  range_days int check (range_days between 1 and 7),
  from_at timestamptz(3) not null,
  until_at timestamptz(3) not null,
  body text not null check (length(body) between 1 and 1600),
  created_by uuid not null,
  created_at timestamptz(3) not null default app_now(),
  quiet_override_by uuid,                    -- who decided that it may go out in quiet hours too
  again_of uuid,                             -- the earlier one that it was begun from
  served_at timestamptz(3),                  -- its newest turn: alerts take turns, the least recently served first (A9)
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, id) references broadcast (organisation_id, id) on delete cascade,
  foreign key (organisation_id, created_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, quiet_override_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, again_of) references alert (organisation_id, id) on delete set null (again_of),
  check (until_at > from_at),
  check ((range_kind = 'next_days') = (range_days is not null))
);
-- The list of activity: a walk, so its predicate must be said (001-roles).
create index alert_list on alert (organisation_id, created_at desc, id desc) where created_at > '-infinity';
create index alert_again on alert (again_of) where again_of is not null;
call guard_tenant_table('alert');

-- What a recipient of an alert has beside its row of `recipient`: written with it, by the same key.
create table alert_recipient (
  organisation_id uuid not null references organisation (id),
  alert_id uuid not null,
  customer_id uuid not null,
  family_id uuid not null,
  number text check (number ~ '^\+[1-9][0-9]{6,14}$'), -- frozen at the snapshot, renewed by the claim
  holds_number boolean not null,             -- the one person of its number in this alert who is texted
  reasons int not null default 0,            -- why not, as it was when the audience was written; what came of it says recipient
  same_as uuid,                              -- whose number it is too, of one who is left out for that
  appointment_id uuid not null,              -- the first in the range; it may be deleted
  starts_at timestamptz(3) not null,
  appointments int not null,                 -- how many there are
  held_until timestamptz(3),                 -- it is night where they live (A12)
  late_joiner boolean not null default false, -- booked while the alert was being sent (A11)
  email_delivery_id uuid,                    -- the same as mail (A13)
  -- The provider's ids of texts that it dropped from its own full queue (30001): none of them left, and the row waited again (T36).
  overflowed_ids text[] not null default '{}',
  left_at timestamptz(3),                    -- the newest one went to the carrier: somebody has reported that
  primary key (alert_id, customer_id, organisation_id),
  foreign key (organisation_id, alert_id) references alert (organisation_id, id) on delete cascade,
  foreign key (organisation_id, customer_id) references customer (organisation_id, id),
  foreign key (organisation_id, same_as) references customer (organisation_id, id),
  foreign key (organisation_id, family_id) references family (organisation_id, id),
  foreign key (organisation_id, email_delivery_id) references delivery (organisation_id, id),
  check (not holds_number or number is not null)
);
-- One text a family and a number (A3, T34): the second wall behind the snapshot's own choice.
create unique index alert_recipient_one_a_family on alert_recipient (alert_id, family_id);
create unique index alert_recipient_one_a_number on alert_recipient (alert_id, number) where holds_number;
-- Our last alert to a number: what an answer is about (A7), and what an unanswered call is not.
create index alert_recipient_by_number on alert_recipient (number, organisation_id) where number is not null;
create index alert_recipient_by_mail on alert_recipient (email_delivery_id) where email_delivery_id is not null;
call guard_tenant_table('alert_recipient', 'select, insert, update');

-- Notices about an alert: it has paused by itself, or has texts of which nobody knows whether they went.
alter table delivery add column alert_id uuid;
alter table delivery add foreign key (organisation_id, alert_id) references alert (organisation_id, id) on delete set null (alert_id);
create index delivery_of_alert on delivery (alert_id) where alert_id is not null;

-- What somebody has not sent yet (T12): one a staff member, whatever the device. Sending empties it and raises its version, so that a late
-- save of an older one loses.
create table alert_draft (
  organisation_id uuid not null references organisation (id),
  staff_member_id uuid not null,
  range jsonb,
  body text not null check (length(body) <= 10000),
  version int not null,
  updated_at timestamptz(3) not null default app_now(),
  primary key (staff_member_id, organisation_id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id)
);
call guard_tenant_table('alert_draft', 'select, insert, update');

-- Who has an appointment in a range: a walk along the days, so its predicate must be said (001-roles).
create index appointment_scheduled on appointment (organisation_id, starts_at) include (family_id, id) where status = 'scheduled';

-- Live pages: an alert's own, and the list of all.
create function announce_alert(p_organisation_id uuid, p_alert_id uuid) returns void language plpgsql as $$
begin
  perform announce_change('alert/' || p_organisation_id || '/' || p_alert_id);
  perform announce_change('alerts/' || p_organisation_id || '/' || p_organisation_id);
end $$;

create function announce_alert_numbers() returns trigger language plpgsql as $$
begin
  perform announce_alert(alert.organisation_id, alert.id)
  from (select distinct organisation_id, broadcast_id from new_rows) changed
  join alert on alert.organisation_id = changed.organisation_id and alert.id = changed.broadcast_id;
  return null;
end $$;
create trigger announce_alert_numbers after insert on broadcast_tally referencing new table as new_rows for each statement
  execute function announce_alert_numbers();

create function announce_alert_row() returns trigger language plpgsql as $$
begin
  perform announce_alert(coalesce(new.organisation_id, old.organisation_id), coalesce(new.id, old.id));
  return null;
end $$;
create trigger announce_alert after update on broadcast for each row when (new.kind = 'alert' and old is distinct from new) execute function announce_alert_row();
create trigger announce after insert or delete on alert for each row execute function announce_alert_row();
