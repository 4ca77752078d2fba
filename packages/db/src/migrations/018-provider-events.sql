-- What the provider reports, and the openings and clicks among it.

-- Raw events, kept for the organisation's retention (C12). Applied in the transaction that inserts them. They come in thousands a
-- second: no index that nobody looks into, and no foreign key, whose look-up would share-lock the organisation's row for each.
create table provider_event (
  organisation_id uuid not null,
  dedupe_key text not null,
  kind text not null,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null default app_now(),
  provider_message_id text,
  recipient_id uuid,                         -- what it is about; both null: not matched yet, or not one of ours
  delivery_id uuid,
  payload json not null,                     -- as it came
  primary key (dedupe_key, organisation_id)
);
-- Only retention walks along it: its predicate is always true and must be said (001-roles).
create index provider_event_by_age on provider_event (organisation_id, received_at) where received_at > '-infinity';
-- Events that are about nobody here are kept for later up to a quota of the organisation's: how many there are, is counted here,
-- and late events are looked for among them.
create index provider_event_of_nobody on provider_event (organisation_id) where recipient_id is null and delivery_id is null;
call guard_tenant_table('provider_event');

-- Bots are recognised across events (C11): what each event said of itself (reported_bot) stays beside what all events of the
-- mail together say (bot), so that any order of events ends in the same answer. `device` is what it was made with, in a few
-- words ("iPhone", "Outlook on Windows"): outlives the raw event (C12). No foreign keys: acts_belong() checks the statement.
create table click (
  organisation_id uuid not null,
  id uuid not null default uuidv7(),
  broadcast_id uuid,                          -- of a recipient
  recipient_id uuid,
  delivery_id uuid,
  url text not null,
  at timestamptz(3) not null,
  reported_bot boolean not null default false,
  bot boolean not null,
  device text check (length(device) <= 100),
  dedupe_key text not null,
  primary key (id),
  unique (dedupe_key, organisation_id),
  check ((recipient_id is null) <> (delivery_id is null) and (recipient_id is null) = (broadcast_id is null))
);
create index click_by_broadcast on click (broadcast_id) where broadcast_id is not null; -- without the url: one of 3,000 characters fits into no index
create index click_by_recipient on click (recipient_id, at) where recipient_id is not null;
create index click_by_delivery on click (delivery_id, at) where delivery_id is not null;
call guard_tenant_table('click');

-- Each opening, beside the first-seen times of its mail: a later event can prove it a bot's.
create table opening (
  organisation_id uuid not null,
  recipient_id uuid,
  delivery_id uuid,
  at timestamptz(3) not null,
  reported_bot boolean not null,
  bot boolean not null,
  device text check (length(device) <= 100),
  dedupe_key text not null,
  primary key (dedupe_key, organisation_id),
  check ((recipient_id is null) <> (delivery_id is null))
);
create index opening_by_recipient on opening (recipient_id, at) where recipient_id is not null;
create index opening_by_delivery on opening (delivery_id, at) where delivery_id is not null;
call guard_tenant_table('opening');

-- Nothing deletes a recipient or a delivery.
create function acts_belong() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows where not exists (
       select from recipient where recipient.id = new_rows.recipient_id and recipient.organisation_id = new_rows.organisation_id
       union all
       select from delivery where delivery.id = new_rows.delivery_id and delivery.organisation_id = new_rows.organisation_id)) then
    raise foreign_key_violation using message = 'an opening or click is of a recipient or delivery of the same organisation';
  end if;
  return null;
end $$;
create trigger belong after insert on opening referencing new table as new_rows for each statement execute function acts_belong();
create trigger belong after insert on click referencing new table as new_rows for each statement execute function acts_belong();
