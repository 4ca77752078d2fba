-- Every figure of a campaign's page is a filter of its recipients (core/campaign/figures.ts), so both count by one rule.
-- A late bounce takes a person out of delivered, opened and clicked; whatever proves an arrival counts as delivered.
create or replace function recipient_measures(status text, sent_at timestamptz, delivered_at timestamptz, opened_at timestamptz, machine_opened_at timestamptz,
  clicked_at timestamptz, machine_clicked_at timestamptz, hard_bounced_at timestamptz, soft_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz)
returns table (measure text, n int) language sql immutable parallel safe as $$
  values (status, 1),
    ('fact:delivered', (status in ('delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint'))::int),
    ('fact:opened', (opened_at is not null and status <> 'bounced')::int),
    ('fact:machine_opened', (machine_opened_at is not null and opened_at is null and status <> 'bounced')::int),
    ('fact:clicked', (clicked_at is not null and status <> 'bounced')::int),
    ('fact:machine_clicked', (machine_clicked_at is not null and clicked_at is null and status <> 'bounced')::int),
    ('fact:hard_bounced', (status = 'bounced' and hard_bounced_at is not null)::int),
    ('fact:soft_bounced', (status = 'bounced' and hard_bounced_at is null)::int),
    ('fact:unsubscribed', (unsubscribed_at is not null)::int),
    ('fact:unsubscribed_no_click', (status = 'unsubscribed' and clicked_at is null)::int),
    ('fact:complained', (complained_at is not null)::int),
    ('fact:complained_no_click', (status = 'spam_complaint' and clicked_at is null)::int)
$$;

delete from campaign_tally where measure like 'fact:%';
insert into campaign_tally (organisation_id, campaign_id, measure, n)
select organisation_id, campaign_id, m.measure, sum(m.n)
from recipient, recipient_measures(status, sent_at, delivered_at, opened_at, machine_opened_at, clicked_at, machine_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) m
where m.measure like 'fact:%'
group by 1, 2, 3 having sum(m.n) <> 0;

-- The table of recipients by time, newest or oldest first; who waits has none and counts as oldest. The predicate is the
-- one of recipient_by_status: a walk, never a look-up by key.
create index recipient_by_time on recipient (campaign_id, (coalesce(status_at, '-infinity'::timestamptz)), id) where status >= '';

-- What stood behind the reasons when somebody was skipped (pets, dates, whose choice): their file goes on changing.
alter table recipient add column skip_facts jsonb;

-- What an opening or click was made with, in a few words ("iPhone", "Outlook on Windows"): outlives the raw event (C12).
alter table opening add column device text check (length(device) <= 100);
alter table click add column device text check (length(device) <= 100);
