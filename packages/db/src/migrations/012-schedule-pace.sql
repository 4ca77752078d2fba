-- Campaigns for a date and time, pauses by themselves, and how fast an organisation sends.

alter table campaign
  add column planned boolean not null default false, -- for a date and time; false = sent now, with ten seconds to undo
  add column due_count int,                          -- how many would receive it when its time had come
  add column resumed_at timestamptz(3);              -- staff have looked at the numbers: automatic pauses count from here on

-- Also in 010; either may come first.
alter table organisation
  add column if not exists mass_cap int,
  add column if not exists wave_pause_seconds int not null default 0;

-- The pace of a stream, as a reservation of time: a claim of n mails moves next_slot_at on by n / per_second, a provider's
-- "wait" moves it on for everyone. A row, so that it holds over all workers and restarts. No row = no limit, nothing to wait for.
create table sender (
  organisation_id uuid not null references organisation (id),
  stream text not null check (stream in ('broadcast', 'outbound')),
  per_second int check (per_second between 1 and 10000),
  next_slot_at timestamptz(3) not null default app_now(),
  primary key (organisation_id, stream)
);
call guard_tenant_table('sender');

-- The last 500 outcomes of a campaign (C17), whatever its size.
create index recipient_by_outcome on recipient (campaign_id, (least(delivered_at, soft_bounced_at, hard_bounced_at, dropped_at, failed_at)))
  where least(delivered_at, soft_bounced_at, hard_bounced_at, dropped_at, failed_at) is not null;
-- Everyone who complained, for the same.
create index recipient_by_complaint on recipient (campaign_id, complained_at) where complained_at is not null;
