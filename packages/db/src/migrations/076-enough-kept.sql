-- Who has had enough campaigns, kept as long as the campaigns that count and what is known of each are the same: sweeping the ranges of
-- two campaigns to a million took 1.2 s, and each statement of a review swept them. docs/decisions/2026-11-30-frequency.md.
create table enough_kept (
  organisation_id uuid not null references organisation (id),
  basis text not null,          -- what it was read from: enough_basis()
  numbers int8multirange not null,
  primary key (organisation_id)
);
call guard_tenant_table('enough_kept');

-- What had_enough() goes by for a campaign: how many are enough, which campaigns count, of which families, and when each was read.
create function enough_basis(p_campaign uuid) returns text language sql stable parallel safe as $$
  select md5(concat((select frequency_most from organisation where id = app_organisation_id()),
    string_agg(concat(recent.broadcast_id, recent.family, extract(epoch from campaign_reach.as_of)), ' ' order by recent.broadcast_id)))
  from recent_campaigns(p_campaign) recent
  join campaign_reach on campaign_reach.broadcast_id = recent.broadcast_id and campaign_reach.organisation_id = app_organisation_id()
$$;

-- As had_enough() was: by the ranges of each family, swept from their edges; one message is enough where anybody has a range.
create function sweep_enough(p_campaign uuid) returns int8multirange language plpgsql stable parallel safe as $$
declare most int;
begin
  select frequency_most into most from organisation where id = app_organisation_id();
  if most = 1 then
    return (
      select range_agg(campaign_reach.numbers) from recent_campaigns(p_campaign) recent
      join campaign_reach on campaign_reach.broadcast_id = recent.broadcast_id and campaign_reach.organisation_id = app_organisation_id());
  end if;
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

-- A resend does not count what it resends, so what is kept is not its own.
create or replace function had_enough(p_campaign uuid) returns int8multirange language plpgsql stable parallel safe as $$
declare kept int8multirange;
begin
  if (select frequency_most from organisation where id = app_organisation_id()) is null then return null; end if;
  -- Joined with nothing, it is read from disk here, once, and not for each person who is asked about.
  select numbers + '{}' into kept from enough_kept where organisation_id = app_organisation_id() and basis = enough_basis(p_campaign);
  if found then return kept; end if;
  return sweep_enough(p_campaign);
end $$;
