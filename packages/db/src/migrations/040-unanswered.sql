-- Unanswered calls: silence is counted from the first failed ask, evidence of arrival wins over absence, and what is
-- unconfirmed stays somebody's work.

alter table attempt
  add column words text,                          -- why the call was not answered, in the provider's or the network's words
  add column ask_words text,                      -- why the newest look-up was not
  add column ask_after timestamptz(3),            -- not to be asked about before: the search's own "wait", or nothing new to expect
  add column failed_asks int not null default 0,  -- look-ups without an answer since the last answered one
  add column first_failed_ask_at timestamptz(3),  -- the first of these
  add column evidence_at timestamptz(3),          -- some mail of it was found, or an event named it: the call arrived
  add column gave_back boolean not null default false; -- people of it waited again

-- The calls whose claim of this person was given back: evidence of one of them stops the next call.
alter table recipient add column past_attempt_ids uuid[];

-- A provider that is down holds the stream for all lanes, and is probed.
alter table sender
  add column failures int not null default 0,     -- calls without an answer since the last answered one
  add column words text;                          -- why

-- How many unconfirmed people the author has been told of, and whether somebody decided to leave them.
alter table campaign
  add column unconfirmed_told int not null default 0,
  add column unconfirmed_left_at timestamptz(3);

-- Single mails by the same protocol. A notice that nobody needs any more is cancelled.
alter table mail
  add column ask_after timestamptz(3),
  add column failed_asks int not null default 0,
  add column first_failed_ask_at timestamptz(3),
  add column about text check (about in ('pause', 'unconfirmed')),
  add column cancelled_at timestamptz(3);
alter table mail alter column status set expression as (recipient_status(null, cancelled_at, case when call_until is not null then id end, sent_at,
  delivered_at, null, null, soft_bounced_at, hard_bounced_at, null, complained_at, dropped_at, failed_at, unconfirmed_at));
alter table mail alter column status_at set expression as (greatest(created_at, claimed_at, sent_at, delivered_at, soft_bounced_at, hard_bounced_at,
  complained_at, dropped_at, failed_at, unconfirmed_at, cancelled_at));
create index mail_unconfirmed on mail (created_at) where status = 'unconfirmed';

-- Whatever has an open attempt is swept, whatever the campaign's state.
grant select (campaign_id, ended_at, call_until) on attempt to packpost_lookup;
create policy lookup on attempt for select to packpost_lookup using (true);
create or replace function campaigns_with_work(p_unseen_for interval default '30 seconds')
returns table (organisation_id uuid, campaign_id uuid, unseen boolean)
language sql stable security definer set search_path = public as $$
  select organisation_id, id, change <> change_seen and changed_at < app_now() - p_unseen_for
  from campaign
  where status in ('scheduled', 'sending', 'paused') or (status = 'cancelled' and change <> change_seen)
    or id in (select attempt.campaign_id from attempt where attempt.ended_at is null and attempt.call_until < app_now())
$$;
