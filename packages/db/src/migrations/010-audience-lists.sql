-- People added to or excluded from a campaign by hand (C3), what its sender has reviewed (C7), and its waves (C13).

-- How people are named in a pasted list, beside addresses and numbers. Stored, since under row-level security an index serves
-- only leakproof operators and lower() is none.
alter table customer add column name_key text not null generated always as (
  left(lower(regexp_replace(btrim(first_name || ' ' || last_name), '\s+', ' ', 'g')), 200)) stored;
create index customer_by_full_name on customer (name_key, organisation_id) where name_key <> '';

create table campaign_entry (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  list text not null check (list in ('add', 'exclude')),
  position int not null,
  text text not null check (length(text) between 1 and 320), -- as it was pasted
  customer_id uuid,
  problem text check (problem in ('unknown', 'ambiguous', 'malformed', 'duplicate')),
  -- The newest change of a list can be undone: what it brought is deleted, what it took away comes back.
  brought_by uuid not null,
  removed_by uuid,
  primary key (id),
  unique (campaign_id, list, position),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete cascade,
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade,
  check ((customer_id is null) = (coalesce(problem, '') in ('unknown', 'ambiguous', 'malformed')))
);
-- Who counts, each customer once a list; also what audience, snapshot and claim look up.
create index campaign_entry_counts on campaign_entry (campaign_id, list, customer_id) where problem is null and removed_by is null;
create index campaign_entry_by_customer on campaign_entry (customer_id) where customer_id is not null;
call guard_tenant_table('campaign_entry');

-- Who would have received a campaign when its sender last looked: if it changed since, the difference has names (C7).
create table campaign_review (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz(3) not null default app_now(),
  customer_ids uuid[] not null,
  primary key (id),
  unique (campaign_id, reviewed_by),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete cascade,
  foreign key (organisation_id, reviewed_by) references staff_member (organisation_id, id)
);
call guard_tenant_table('campaign_review');

-- What keeps mail from a customer whatever the pass: the part of standing_truth that somebody added by hand does not skip.
-- For people whom standing does not know; a test holds both definitions together.
create view customer_reach with (security_invoker = true) as
select customer.organisation_id, customer.id as customer_id,
       (case when coalesce(btrim(customer.email), '') = '' then 256 when customer.email_key is null then 512 else 0 end)
     | (case when opted_out.found then 1024 else 0 end)
     | coalesce(suppressed.reasons, 0) as reasons,
       coalesce(customer.last_transaction_at, customer.created_at) as last_contact_at,
       customer.email_key,
       shared.found as mailbox_shared
from customer
cross join lateral (
  select exists (select from preference where preference.organisation_id = customer.organisation_id
    and preference.customer_id = customer.id and channel = 'campaign' and not subscribed) as found offset 0) opted_out
cross join lateral (
  select bit_or(case when kind = 'domain' then 8192 when reason = 'hard_bounce' then 2048 when reason = 'complaint' then 4096 else 131072 end) as reasons
  from suppression
  where suppression.organisation_id = customer.organisation_id and lifted_at is null
    and value_key in (customer.email_key, split_part(customer.email_key, '@', 2))
    and kind = case when position('@' in value_key) > 0 then 'address' else 'domain' end) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;
grant select on customer_reach to packpost_app;

-- Waves: at most mass_cap people at once; the next wave opens wave_pause_seconds after nobody of the last one waits.
alter table organisation add column mass_cap int check (mass_cap >= 1),
  add column wave_pause_seconds int not null default 0 check (wave_pause_seconds between 0 and 604800);
alter table campaign add column wave int not null default 0,   -- the newest open wave, from 0
  add column wave_slices int check (wave_slices >= 1),         -- slices a wave has; null = all are one wave
  add column wave_opens_at timestamptz(3);                     -- when the next one opens, once nobody of the last one waits
alter table recipient add column added boolean not null default false, -- by hand: the pass rule is not asked
  add column wave int;
