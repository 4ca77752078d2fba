-- At most so many campaigns a mailbox gets in so many days (C4). docs/decisions/2026-11-30-frequency.md.
alter table organisation
  add column frequency_most int check (frequency_most between 1 and 100), -- null: nothing is counted
  add column frequency_days int not null default 7 check (frequency_days between 1 and 365);

-- The one list has a reason more: the last bit that there is, of the sign.
create or replace function reason_codes() returns table (mask int, code text) language sql immutable parallel safe as $$
  values {{reason_codes}}
$$;

-- Whom a campaign has reached, by their customers' numbers, kept while it counts, so that a review of a million does not read a million
-- recipients. Empty while no organisation counts.
create table campaign_reach (
  organisation_id uuid not null references organisation (id),
  broadcast_id uuid not null,
  numbers int8multirange not null,
  as_of timestamptz(3) not null default app_now(),
  primary key (broadcast_id),
  foreign key (organisation_id, broadcast_id) references campaign (organisation_id, id) on delete cascade
);
call guard_tenant_table('campaign_reach');

-- Whether somebody has a mail of a campaign, or may have.
create function has_reached(status text, delivered_at timestamptz) returns boolean language sql immutable parallel safe as $$
  select status in ('claimed', 'sent', 'delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint', 'unconfirmed')
    or (status = 'bounced' and delivered_at is not null)
$$;

-- The campaigns that count against one: begun, and not over for longer than the days that are counted. Resends are the same message as
-- what they resend (C16): a family is one, and the campaign's own is none. Null: no campaign's. An organisation has thousands at most.
create function recent_campaigns(p_campaign uuid) returns table (broadcast_id uuid, family uuid, name text, at timestamptz)
language sql stable parallel safe as $$
  with recursive recent as (
    select campaign.id, campaign.parent_id, campaign.name, broadcast.sending_began_at
    from broadcast join campaign on campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id
    where broadcast.organisation_id = app_organisation_id() and broadcast.sending_began_at is not null
      and coalesce(broadcast.finished_at, 'infinity') > app_now() - make_interval(days => (select frequency_days from organisation where id = app_organisation_id()))
  ), up as (
    select id as of, id, parent_id from recent
    union
    select p_campaign, id, parent_id from campaign where id = p_campaign and organisation_id = app_organisation_id()
    union all
    select up.of, campaign.id, campaign.parent_id from up join campaign on campaign.id = up.parent_id and campaign.organisation_id = app_organisation_id()
  ), root as (select of, id as family from up where parent_id is null)
  select recent.id, root.family, recent.name, recent.sending_began_at
  from recent join root on root.of = recent.id
  where root.family is distinct from (select family from root mine where mine.of = p_campaign)
$$;

-- The numbers of whoever has had enough for a campaign: those whom that many messages of the last days have reached. Null where nothing is
-- counted, which costs a look-up of the organisation. Ranges are swept from their edges, so a million who all got the same cost nothing.
create function had_enough(p_campaign uuid) returns int8multirange language plpgsql stable parallel safe as $$
declare most int;
begin
  select frequency_most into most from organisation where id = app_organisation_id();
  if most is null then return null; end if;
  return (
    with message as (
      select family, range_agg(campaign_reach.numbers) as numbers
      from recent_campaigns(p_campaign) recent
      join campaign_reach on campaign_reach.broadcast_id = recent.broadcast_id and campaign_reach.organisation_id = app_organisation_id()
      group by family
    ), edge as (
      select lower(part) as at, 1 as step from message, unnest(numbers) part
      union all
      select upper(part), -1 from message, unnest(numbers) part
    ), depth as (
      select at, sum(sum(step)) over (order by at) as messages, lead(at) over (order by at) as until from edge group by at)
    select range_agg(int8range(at, until)) from depth where messages >= most and until is not null);
end $$;
