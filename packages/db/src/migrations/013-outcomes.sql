-- Machines told apart across events (C11): what each event said of itself stays beside what all of them together say,
-- so that any order of events ends in the same answer.

-- What the click's own event said; `machine` is the judgement over all events of the mail.
alter table click add column told_machine boolean not null default false;
update click set told_machine = machine;
create index click_by_recipient on click (recipient_id, at);

-- Each opening, beside the first-seen times of its recipient: a later event can prove it a machine's.
create table opening (
  organisation_id uuid not null references organisation (id),
  recipient_id uuid not null,
  at timestamptz(3) not null,
  told_machine boolean not null,
  machine boolean not null,
  dedupe_key text not null,
  primary key (dedupe_key, organisation_id),
  foreign key (organisation_id, recipient_id) references recipient (organisation_id, id)
);
create index opening_by_recipient on opening (recipient_id, at);
call guard_tenant_table('opening');

-- Suppressions are kept the same here and at the provider (C14): what the last comparison found and did.
create table suppression_sync (
  organisation_id uuid not null references organisation (id),
  at timestamptz(3) not null default app_now(),
  provider_count int not null,               -- addresses that the provider will not write to
  taken int not null,                        -- of those, newly taken over here
  given int not null,                        -- ours that the provider was told
  lifted int not null,                       -- lifted here, now also there
  refused int not null,                      -- lifted here, but the provider does not allow it: they stand again
  only_here int not null,                    -- bounces and complaints that stand here and not there
  words text,                                -- why the last try ended early
  primary key (organisation_id)
);
call guard_tenant_table('suppression_sync');
-- The list, newest first, and the look-up of what stands for an address.
create index suppression_list on suppression (organisation_id, created_at desc, id desc) where lifted_at is null;
