-- One row for each person of a broadcast: the truth about every message. And the provider calls that took them.

-- A status is derived from first-seen facts by this one function, so that facts in any order give the same answer.
-- Evidence of acceptance outranks everything before it; bad news outranks good (a hard bounce after delivery, a complaint after a click).
create function recipient_status(
  skipped_at timestamptz, cancelled_at timestamptz, attempt_id uuid, sent_at timestamptz, delivered_at timestamptz, opened_at timestamptz,
  clicked_at timestamptz, soft_bounced_at timestamptz, hard_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz,
  dropped_at timestamptz, failed_at timestamptz, unconfirmed_at timestamptz, undelivered_at timestamptz)
returns text language sql immutable parallel safe as $$
  select case
    -- A carrier refused it, or one of its parts: whatever was reported of it before or comes later (T21).
    when undelivered_at is not null then 'undelivered'
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

-- Sent by the answer to its call, and nothing has been told of it since.
create function is_just_sent(by_answer boolean, sent_at timestamptz, delivered_at timestamptz, opened_at timestamptz, clicked_at timestamptz,
  soft_bounced_at timestamptz, hard_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz, undelivered_at timestamptz)
returns boolean language sql immutable parallel safe as $$
  select by_answer and sent_at is not null
    and coalesce(delivered_at, opened_at, clicked_at, soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, undelivered_at) is null
$$;

-- One provider call: claimed before, ended after. An attempt without an end is ambiguous once its time has passed. Silence is
-- counted from the first failed ask, and evidence of arrival wins over absence.
create table attempt (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  broadcast_id uuid not null,
  claimed_at timestamptz(3) not null default app_now(),
  call_until timestamptz(3) not null,
  -- The range of rows that it took: those of it that name the attempt are its people.
  slice int,
  first_recipient_id uuid,
  last_recipient_id uuid,
  recipients int not null,
  people json,                               -- as they go out: {id, email, values} each ("as sent" = broadcast.template + these)
  -- Which account of the provider it went to (a fingerprint, never a key): that another one does not have its mails proves
  -- nothing. Null = not noted: then no absence counts, and a person decides.
  provider_account text,
  answered_at timestamptz(3),                -- when its answer was written
  accepted_at timestamptz(3),                -- the provider's time of the mails that the answer accepted: one for all of them
  answered int not null default 0,           -- of its people, those of whom the answer spoke
  refused int not null default 0,            -- of these, whom the provider would not write to
  ended_at timestamptz(3),
  outcome text check (outcome in ('recorded', 'not_called', 'reconciled', 'unconfirmed')),
  provider_message text,                                -- why it was not answered, in the provider's or the network's words
  -- Asking the provider about it
  looked_up_at timestamptz(3),               -- newest answered look-up
  first_absent_at timestamptz(3),            -- first look-up that missed somebody
  ask_message text,                            -- why the newest look-up was not answered
  ask_after timestamptz(3),                  -- not to be asked about before: the search's own "wait", or nothing new to expect
  failed_asks int not null default 0,        -- look-ups without an answer since the last answered one
  first_failed_ask_at timestamptz(3),        -- the first of these
  -- How long it was asked about without an answer: a finished campaign goes on by itself within a day of the call, and that time
  -- does not count.
  silent_seconds int not null default 0,
  asked_elsewhere boolean not null default false, -- the newest look-up reached another account, which has nothing of it
  evidence_at timestamptz(3),                -- some mail of it was found, or an event named it: the call arrived
  gave_back boolean not null default false,  -- people of it waited again
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, broadcast_id) references broadcast (organisation_id, id),
  check ((ended_at is null) = (outcome is null))
);
create index attempt_open on attempt (broadcast_id, call_until) where ended_at is null;
-- What the hourly look-up of unconfirmed rows starts from; empty on a good day.
create index attempt_unconfirmed on attempt (call_until) where outcome = 'unconfirmed';
create index attempt_by_answer on attempt (broadcast_id, answered_at) where answered_at is not null;
-- Whom the answer to their call accepted, in the order of time: lists read along it.
create index attempt_by_acceptance on attempt (broadcast_id, accepted_at) where accepted_at is not null;
call guard_tenant_table('attempt');
call read_tenant_once('attempt');

-- No foreign keys: row-wise they cost a look-up a row for rows that only the snapshot and the claim write. The statement is
-- checked instead (recipients_belong, recipients_remain). Room in its pages for each row twice more, and no index on what a claim or the
-- answer to its call changes: their updates stay in the page (measured, docs/decisions/2026-11-29-a-record-that-moves-no-index.md).
create table recipient (
  organisation_id uuid not null,
  id uuid not null default uuidv7(),
  broadcast_id uuid not null,
  customer_id uuid not null,
  slice int,                                 -- null for those skipped at the snapshot
  wave int,
  added boolean not null default false,      -- by hand: the pass rule is not asked
  email_key text,
  skip_reasons int not null default 0,
  skip_facts jsonb,                          -- what stood behind the reasons then (pets, dates, whose choice): their file goes on changing
  email text,                                -- frozen at the claim: the address used
  attempt_id uuid,
  past_attempt_ids uuid[],                   -- calls whose claim of this person was given back: evidence of one of them stops the next call
  provider_message_id text,
  -- Accepted by the answer to the call that holds them: sent_at is that call's accepted_at, so they are found by the call.
  by_answer boolean not null default false,
  provider_message text,                                -- the provider's own words of the newest telling event
  -- Why exactly (C9). A refusal says only that the provider does not write to the address: `inactive` stands until the reason has
  -- been found here or asked for there. Not among them, since our provider cannot tell them: an earlier bounce of the address's
  -- domain (it keeps addresses, no domains; domains are ours and skip people), and spam content (it accepts such a mail and then
  -- tells that a server refused it: a bounce, see bounce_kind).
  drop_reason text check (
    drop_reason in ('invalid_address', 'earlier_bounce', 'earlier_complaint', 'unsubscribed', 'blocked_by_hand', 'inactive', 'other')),
  -- What a bounce says beyond hard or soft: the sender or the text was refused, not the address.
  bounce_kind text check (bounce_kind in ('blocked', 'policy', 'spam_content')),
  -- First-seen facts
  skipped_at timestamptz(3), cancelled_at timestamptz(3), claimed_at timestamptz(3), sent_at timestamptz(3), delivered_at timestamptz(3),
  opened_at timestamptz(3), bot_opened_at timestamptz(3), clicked_at timestamptz(3), bot_clicked_at timestamptz(3),
  soft_bounced_at timestamptz(3), hard_bounced_at timestamptz(3), unsubscribed_at timestamptz(3), complained_at timestamptz(3),
  dropped_at timestamptz(3), failed_at timestamptz(3), unconfirmed_at timestamptz(3),
  undelivered_at timestamptz(3),             -- of a text: accepted, and then refused by the carrier
  status text not null generated always as (recipient_status(skipped_at, cancelled_at, attempt_id, sent_at, delivered_at, opened_at, clicked_at,
    soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at, undelivered_at)) stored,
  -- When that last moved: the newest of the facts but the claim.
  status_at timestamptz(3) generated always as (greatest(skipped_at, cancelled_at, sent_at, delivered_at, opened_at, clicked_at,
    soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at, undelivered_at)) virtual,
  -- The status and time by which lists find people: those of the row, but whoever is claimed counts as waiting, and whoever is sent
  -- goes on as waiting where the call's answer said so, so that neither a claim nor a record moves them in an index.
  settled_status text not null generated always as (case
    when is_just_sent(by_answer, sent_at, delivered_at, opened_at, clicked_at, soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, undelivered_at) then 'waiting'
    else recipient_status(skipped_at, cancelled_at, null, sent_at, delivered_at, opened_at, clicked_at, soft_bounced_at, hard_bounced_at,
      unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at, undelivered_at) end) stored,
  settled_at timestamptz(3) generated always as (case
    when not is_just_sent(by_answer, sent_at, delivered_at, opened_at, clicked_at, soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, undelivered_at)
      then greatest(skipped_at, cancelled_at, sent_at, delivered_at, opened_at, clicked_at, soft_bounced_at, hard_bounced_at, unsubscribed_at,
        complained_at, dropped_at, failed_at, unconfirmed_at, undelivered_at) end) stored,
  primary key (id),
  -- The person first: it finds the campaigns of a person too.
  unique (customer_id, broadcast_id),
  -- Both may hold: a call given up for lost, its person skipped since then, and then the provider speaks of the mail.
  check ((skipped_at is null) = (skip_reasons = 0))
) with (fillfactor = 34);
-- One mail a mailbox: the second wall behind the snapshot's own choice.
create unique index recipient_one_a_mailbox on recipient (broadcast_id, email_key) where skipped_at is null and email_key is not null;
-- A claim reads on in its slice; so does whoever asks about a call, in the range that it took.
create index recipient_by_slice on recipient (broadcast_id, slice, id) where slice is not null;
-- One index finds recipients by status and by when it moved: by time is the next of each status, and of them the next of all. Who
-- waits has no time and counts as oldest. A walk, never a look-up by key, so its predicate must be said (001-roles). Not coalesce(): behind
-- row-level security PostgreSQL takes that for leaky, and a place along the index is then found by reading everything before it.
create index recipient_by_status on recipient (broadcast_id, settled_status, (case when settled_at is null then '-infinity'::timestamptz else settled_at end), id)
  where settled_status >= '';
-- The window of the automatic pause (C17): the newest words of mail servers, whatever the campaign's size. Of the provider's
-- answers: attempt_by_answer.
create index recipient_by_outcome on recipient (broadcast_id, (least(delivered_at, soft_bounced_at, hard_bounced_at)))
  where least(delivered_at, soft_bounced_at, hard_bounced_at) is not null;
-- Everyone who complained, for the same.
create index recipient_by_complaint on recipient (broadcast_id, complained_at) where complained_at is not null;
-- Empty but for the minute after a refusal.
create index recipient_drop_unexplained on recipient (organisation_id, dropped_at) where drop_reason = 'inactive';
call guard_tenant_table('recipient', 'select, insert, update');
call read_tenant_once('recipient');

-- By the provider's id, for events that come without ours. Apart from the row, whose index it would be: an update stays in its page
-- only where it changes no column of an index. A number, for it is the smaller key; whether it is the id, the row says.
create table provider_message_key (
  organisation_id uuid not null,
  key bigint not null,
  recipient_id uuid not null
);
create index provider_message_by_key on provider_message_key (key);
call guard_tenant_table('provider_message_key', 'select, insert');
call read_tenant_once('provider_message_key');

create function provider_message_key(provider_message_id text) returns bigint language sql immutable parallel safe
return hashtextextended(provider_message_id, 0);

-- The engine's rows have none yet when they are inserted. Updates are looked at as a set (tally_recipient_changes).
create function key_provider_message() returns trigger language plpgsql as $$
begin
  insert into provider_message_key values (new.organisation_id, provider_message_key(new.provider_message_id), new.id);
  return null;
end $$;
create trigger key_provider_message after insert on recipient for each row when (new.provider_message_id is not null) execute function key_provider_message();

-- The snapshot takes its people from eligibility, whose foreign keys have said it (core/broadcast/snapshot-audience): it says so, and
-- a million customers are not looked up again.
create function recipients_belong() returns trigger language plpgsql as $$
begin
  if current_setting('app.recipients_belong', true) = 'known' then return null; end if;
  if exists (select from new_rows where not exists (
       select from customer where customer.organisation_id = new_rows.organisation_id and customer.id = new_rows.customer_id))
    or exists (select from (select distinct organisation_id, broadcast_id from new_rows) mine where not exists (
       select from broadcast where broadcast.organisation_id = mine.organisation_id and broadcast.id = mine.broadcast_id)) then
    raise foreign_key_violation using message = 'a recipient is a customer in a broadcast of the same organisation';
  end if;
  return null;
end $$;
create trigger belong after insert on recipient referencing new table as new_rows for each statement execute function recipients_belong();

create function recipients_remain() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'customer' and exists (select from old_rows join recipient on recipient.customer_id = old_rows.id)
    or tg_table_name in ('broadcast', 'campaign') and exists (
      select from old_rows join recipient on recipient.broadcast_id = old_rows.id and recipient.settled_status >= '') then
    raise foreign_key_violation using message = 'there are recipients of it';
  end if;
  return null;
end $$;
create trigger recipients_remain after delete on customer referencing old table as old_rows for each statement execute function recipients_remain();
create trigger recipients_remain after delete on campaign referencing old table as old_rows for each statement execute function recipients_remain();
create trigger recipients_remain after delete on broadcast referencing old table as old_rows for each statement execute function recipients_remain();
