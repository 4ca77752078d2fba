-- Two-way texting (V8, A12, A14, A15): the organisation's number, what is known of everybody else's, and whether all is ready.
-- docs/decisions/2026-11-29-two-way-texting.md.

-- One number an organisation, so that answers come to where we look for them (T29). Off until a test with a real phone has passed.
create table texting (
  organisation_id uuid not null references organisation (id),
  number text check (number ~ '^\+[1-9][0-9]{6,14}$'),
  -- In the addresses that the provider calls, beside its signature.
  secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  registration text not null default 'unknown' check (registration in ('unknown', 'pending', 'registered', 'not_needed', 'refused')),
  enabled_at timestamptz(3),
  paused_at timestamptz(3),                  -- the provider refuses us, such as a number that is not registered (T31)
  provider_message text,                     -- why it is paused, in plain words
  listed_until timestamptz(3),               -- what came in has been looked for in the provider's list up to then
  -- Ready to text: what a phone of the staff has seen. Sent, reported and delivered stand at the delivery.
  test_number text check (test_number ~ '^\+[1-9][0-9]{6,14}$'),
  test_started_at timestamptz(3),
  test_started_by uuid,
  test_delivery_id uuid,
  test_replied_at timestamptz(3), test_stopped_at timestamptz(3), test_restarted_at timestamptz(3),
  primary key (organisation_id),
  check (enabled_at is null or number is not null),
  check ((paused_at is null) = (provider_message is null)),
  foreign key (organisation_id, test_started_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, test_delivery_id) references delivery (organisation_id, id)
);
call guard_tenant_table('texting', 'select, insert, update');

-- What is known of a number, whoever has it: whether it takes texts (A14), and what its people asked for (A12). Consent belongs to
-- the number, since the carrier blocks that. No row = nothing is known.
create table phone_number (
  organisation_id uuid not null references organisation (id),
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  state text not null default 'unknown' check (state in ('unknown', 'textable', 'not_textable', 'invalid')),
  state_at timestamptz(3),
  state_by uuid,                             -- the staff member who said so; null: the carrier
  provider_message text,                     -- the carrier's words
  -- Asked not to be texted, and the last time that anything was asked. Only a START from the number itself lifts it.
  opted_out_at timestamptz(3),
  opted_out_by text check (opted_out_by in ('keyword', 'provider', 'staff')),
  opted_out_word text,                       -- what they wrote
  asked_at timestamptz(3),
  -- Wrote what may mean it: no mass texts until a person has decided (T25).
  held_at timestamptz(3),
  held_entry_id uuid,
  primary key (number, organisation_id),
  check ((opted_out_at is null) = (opted_out_by is null)),
  check ((held_at is null) = (held_entry_id is null)),
  foreign key (organisation_id, state_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, held_entry_id) references entry (organisation_id, id)
);
call guard_tenant_table('phone_number', 'select, insert, update');

-- A picture that came with a text: it is fetched later, since the provider does not have it at once (T23).
create table text_media (
  organisation_id uuid not null references organisation (id),
  entry_id uuid not null,
  place int not null,
  url text not null check (length(url) <= 2000),
  content_type text not null check (length(content_type) <= 200),
  created_at timestamptz(3) not null default app_now(),
  primary key (entry_id, place, organisation_id),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id)
);
call guard_tenant_table('text_media', 'select, insert');

-- Whose number a stranger's thread turned out to be.
alter table thread add column joined_as uuid;
alter table thread add foreign key (organisation_id, joined_as) references customer (organisation_id, id);
alter table thread add check (joined_as is null or joined_into is not null);

-- Our last texts to a number: what a reaction quotes, and what an unanswered call is not.
create index delivery_texts_to on delivery (address, created_at desc) where channel = 'sms';
