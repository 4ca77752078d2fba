-- Campaigns, and one row for each person in them: the truth about every message.

create table campaign (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (name <> '' and length(name) <= 200),
  pass_id uuid,
  subject text not null default '' check (length(subject) <= 500),
  preheader text not null default '' check (length(preheader) <= 500),
  body_markdown text not null default '' check (length(body_markdown) <= 200000),
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled')),
  version int not null default 1,            -- counts edits: a stale editor is told, never obeyed
  author_id uuid not null,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  -- Sending
  template jsonb,                            -- frozen at send: subject, html and text as segments
  send_at timestamptz(3),
  sent_by uuid,
  confirmed_count int,                       -- what the sender confirmed in the dialog
  sending_began_at timestamptz(3),
  finished_at timestamptz(3),
  pause_reason text,                         -- why, in words for staff; by hand or automatic
  -- The workflow wakes on changes: the sweep wakes it again where it has not seen the newest one.
  change int not null default 0,
  change_seen int not null default 0,
  changed_at timestamptz(3) not null default app_now(),
  snapshot_at timestamptz(3),                -- when the audience was written into recipient rows
  slices int not null default 0,             -- the audience is cut into slices 0 … slices - 1 of at most 5,000 rows
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, pass_id) references pass (organisation_id, id),
  foreign key (organisation_id, author_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, sent_by) references staff_member (organisation_id, id),
  check (status = 'draft' or (template is not null and send_at is not null and pass_id is not null and sent_by is not null)),
  check ((status in ('sent', 'cancelled')) = (finished_at is not null))
);
create index campaign_list on campaign (organisation_id, created_at desc, id desc);
create index campaign_with_work on campaign (send_at) where status in ('scheduled', 'sending', 'paused') or (status = 'cancelled' and change <> change_seen);
call guard_tenant_table('campaign');

-- A status is derived from first-seen facts by this one function, so that facts in any order give the same answer.
-- Evidence of acceptance outranks everything before it; bad news outranks good (a hard bounce after delivery, a complaint after a click).
create function recipient_status(
  skipped_at timestamptz, cancelled_at timestamptz, attempt_id uuid, sent_at timestamptz, delivered_at timestamptz, opened_at timestamptz,
  clicked_at timestamptz, soft_bounced_at timestamptz, hard_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz,
  dropped_at timestamptz, failed_at timestamptz, unconfirmed_at timestamptz)
returns text language sql immutable parallel safe as $$
  select case
    when complained_at is not null then 'spam_complaint'
    when hard_bounced_at is not null then 'bounced'
    when unsubscribed_at is not null then 'unsubscribed'
    when clicked_at is not null then 'clicked'
    when opened_at is not null then 'opened'
    when delivered_at is not null then 'delivered'
    when soft_bounced_at is not null then 'bounced'
    when sent_at is not null then 'sent'
    when dropped_at is not null then 'dropped'
    when failed_at is not null then 'failed'
    when skipped_at is not null then 'skipped'
    when cancelled_at is not null then 'cancelled'
    when unconfirmed_at is not null then 'unconfirmed'
    when attempt_id is not null then 'claimed'
    else 'waiting' end
$$;

create table recipient (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  customer_id uuid not null,
  slice int,                                 -- null for those skipped at the snapshot
  email_key text,
  skip_reasons int not null default 0,
  -- Frozen at the claim: the address used and the merge values ("as sent" = campaign.template + these).
  email text,
  merge_values jsonb,
  attempt_id uuid,
  provider_message_id text,
  words text,                                -- the provider's own words of the newest telling event
  drop_reason text check (drop_reason in ('invalid_address', 'earlier_bounce', 'earlier_complaint', 'inactive', 'spam_content', 'other')),
  -- First-seen facts
  skipped_at timestamptz(3), cancelled_at timestamptz(3), claimed_at timestamptz(3), sent_at timestamptz(3), delivered_at timestamptz(3),
  opened_at timestamptz(3), machine_opened_at timestamptz(3), clicked_at timestamptz(3), machine_clicked_at timestamptz(3),
  soft_bounced_at timestamptz(3), hard_bounced_at timestamptz(3), unsubscribed_at timestamptz(3), complained_at timestamptz(3),
  dropped_at timestamptz(3), failed_at timestamptz(3), unconfirmed_at timestamptz(3),
  status text not null generated always as (recipient_status(skipped_at, cancelled_at, attempt_id, sent_at, delivered_at, opened_at, clicked_at,
    soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at)) stored,
  -- When the status last moved: the newest of the facts.
  status_at timestamptz(3) generated always as (greatest(skipped_at, cancelled_at, claimed_at, sent_at, delivered_at, opened_at, clicked_at,
    soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at)) stored,
  primary key (id),
  unique (id, organisation_id),
  unique (campaign_id, customer_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id),
  -- Both may hold: a call given up for lost, its person skipped since then, and then the provider speaks of the mail.
  check ((skipped_at is null) = (skip_reasons = 0))
);
-- One mail a mailbox: the second wall behind the snapshot's own choice.
create unique index recipient_one_a_mailbox on recipient (campaign_id, email_key) where skipped_at is null and email_key is not null;
create index recipient_to_send on recipient (campaign_id, slice, id) where attempt_id is null and skipped_at is null and cancelled_at is null;
create index recipient_by_attempt on recipient (attempt_id) where attempt_id is not null;
create index recipient_by_status on recipient (campaign_id, status, id);
create index recipient_by_customer on recipient (customer_id, id);
create index recipient_by_provider_id on recipient (provider_message_id, organisation_id) where provider_message_id is not null;
call guard_tenant_table('recipient', 'select, insert, update');

-- One provider call: claimed before, ended after. An attempt without an end is ambiguous once its time has passed.
create table attempt (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  claimed_at timestamptz(3) not null default app_now(),
  call_until timestamptz(3) not null,
  ended_at timestamptz(3),
  outcome text check (outcome in ('recorded', 'not_called', 'reconciled', 'unconfirmed')),
  recipients int not null,
  looked_up_at timestamptz(3),               -- newest answered look-up
  first_absent_at timestamptz(3),            -- first look-up that missed somebody
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id),
  check ((ended_at is null) = (outcome is null))
);
create index attempt_open on attempt (campaign_id, call_until) where ended_at is null;
call guard_tenant_table('attempt');
alter table recipient add foreign key (organisation_id, attempt_id) references attempt (organisation_id, id);

-- Raw provider events, kept for the organisation's retention (C12). Applied in the transaction that inserts them.
create table provider_event (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  dedupe_key text not null,
  kind text not null,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null default app_now(),
  provider_message_id text,
  recipient_id uuid,                         -- null: not matched yet, or not one of ours
  payload jsonb not null,
  primary key (id),
  unique (dedupe_key, organisation_id)
);
create index provider_event_by_recipient on provider_event (recipient_id, occurred_at) where recipient_id is not null;
create index provider_event_by_age on provider_event (organisation_id, received_at);
create index provider_event_unmatched on provider_event (provider_message_id, organisation_id) where recipient_id is null;
call guard_tenant_table('provider_event');

create table click (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  recipient_id uuid not null,
  url text not null,
  at timestamptz(3) not null,
  machine boolean not null,
  dedupe_key text not null,
  primary key (id),
  unique (dedupe_key, organisation_id),
  foreign key (organisation_id, recipient_id) references recipient (organisation_id, id)
);
create index click_by_campaign on click (campaign_id); -- without the url: one of 3,000 characters fits into no index
call guard_tenant_table('click');

-- Totals of a campaign as appended deltas, so that counting never waits for a lock; compacted now and then.
-- `measure` is a status, or the name of a fact with the prefix `fact:` (people, not events).
create table campaign_tally (
  organisation_id uuid not null references organisation (id),
  campaign_id uuid not null,
  measure text not null,
  n int not null,
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id)
);
create index campaign_tally_of on campaign_tally (campaign_id) include (measure, n);
call guard_tenant_table('campaign_tally', 'select, insert, delete');

create function recipient_measures(status text, sent_at timestamptz, delivered_at timestamptz, opened_at timestamptz, machine_opened_at timestamptz,
  clicked_at timestamptz, machine_clicked_at timestamptz, hard_bounced_at timestamptz, soft_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz)
returns table (measure text, n int) language sql immutable parallel safe as $$
  values (status, 1), ('fact:sent', (sent_at is not null)::int), ('fact:delivered', (delivered_at is not null)::int),
    ('fact:opened', (opened_at is not null)::int), ('fact:opened_any', (coalesce(opened_at, machine_opened_at) is not null)::int),
    ('fact:clicked', (clicked_at is not null)::int), ('fact:clicked_any', (coalesce(clicked_at, machine_clicked_at) is not null)::int),
    ('fact:hard_bounced', (hard_bounced_at is not null)::int), ('fact:soft_bounced', (soft_bounced_at is not null)::int),
    ('fact:unsubscribed', (unsubscribed_at is not null)::int), ('fact:complained', (complained_at is not null)::int)
$$;

create function tally_recipients() returns trigger language plpgsql as $$
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n)
  from new_rows, recipient_measures(status, sent_at, delivered_at, opened_at, machine_opened_at, clicked_at, machine_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) m
  group by 1, 2, 3 having sum(m.n) <> 0;
  return null;
end $$;

create function tally_recipient_changes() returns trigger language plpgsql as $$
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n * weight)
  from (select *, 1 as weight from new_rows union all select *, -1 from old_rows) changed,
    recipient_measures(status, sent_at, delivered_at, opened_at, machine_opened_at, clicked_at, machine_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) m
  group by 1, 2, 3 having sum(m.n * weight) <> 0;
  return null;
end $$;
create trigger tally_insert after insert on recipient referencing new table as new_rows for each statement execute function tally_recipients();
create trigger tally_update after update on recipient referencing old table as old_rows new table as new_rows for each statement execute function tally_recipient_changes();

-- Campaigns that need their workflow started or woken, of all organisations (the sweep).
grant select on campaign to packpost_lookup;
create policy lookup on campaign for select to packpost_lookup using (true);
create function campaigns_with_work(p_unseen_for interval default '30 seconds')
returns table (organisation_id uuid, campaign_id uuid, unseen boolean)
language sql stable security definer set search_path = public as $$
  select organisation_id, id, change <> change_seen and changed_at < app_now() - p_unseen_for
  from campaign where status in ('scheduled', 'sending', 'paused') or (status = 'cancelled' and change <> change_seen)
$$;
