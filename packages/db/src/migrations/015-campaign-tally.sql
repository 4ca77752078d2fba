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

-- Every figure of a campaign's page is a filter of its recipients (core/campaign/figures.ts), so both count by one rule.
-- A late bounce takes a person out of delivered, opened and clicked; whatever proves an arrival counts as delivered.
create function recipient_measures(status text, sent_at timestamptz, delivered_at timestamptz, opened_at timestamptz, bot_opened_at timestamptz,
  clicked_at timestamptz, bot_clicked_at timestamptz, hard_bounced_at timestamptz, soft_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz)
returns table (measure text, n int) language sql immutable parallel safe as $$
  values (status, 1),
    ('fact:delivered', (status in ('delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint'))::int),
    ('fact:opened', (opened_at is not null and status <> 'bounced')::int),
    ('fact:bot_opened', (bot_opened_at is not null and opened_at is null and status <> 'bounced')::int),
    ('fact:clicked', (clicked_at is not null and status <> 'bounced')::int),
    ('fact:bot_clicked', (bot_clicked_at is not null and clicked_at is null and status <> 'bounced')::int),
    ('fact:hard_bounced', (status = 'bounced' and hard_bounced_at is not null)::int),
    ('fact:soft_bounced', (status = 'bounced' and hard_bounced_at is null)::int),
    ('fact:unsubscribed', (unsubscribed_at is not null)::int),
    ('fact:unsubscribed_no_click', (status = 'unsubscribed' and clicked_at is null)::int),
    ('fact:complained', (complained_at is not null)::int),
    ('fact:complained_no_click', (status = 'spam_complaint' and clicked_at is null)::int)
$$;

-- Counting what a statement changed costs one pass over its rows instead of eleven lines a row: rows are first counted by
-- what they are (a batch of 500 is two or three kinds), then each kind is spread into its measures.
create function seen(at timestamptz) returns timestamptz language sql immutable parallel safe
return case when at is not null then '-infinity'::timestamptz end;

create function tally_recipients() returns trigger language plpgsql as $$
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n * kind.rows)
  from (
    select organisation_id, campaign_id, status, seen(delivered_at) as delivered, seen(opened_at) as opened, seen(bot_opened_at) as bot_opened, seen(clicked_at) as clicked,
      seen(bot_clicked_at) as bot_clicked, seen(hard_bounced_at) as hard_bounced, seen(soft_bounced_at) as soft_bounced, seen(unsubscribed_at) as unsubscribed,
      seen(complained_at) as complained, count(*) as rows
    from new_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) kind,
    recipient_measures(status, null, delivered, opened, bot_opened, clicked, bot_clicked, hard_bounced, soft_bounced, unsubscribed, complained) m
  group by 1, 2, 3 having sum(m.n * kind.rows) <> 0;
  return null;
end $$;
create trigger tally_insert after insert on recipient referencing new table as new_rows for each statement execute function tally_recipients();

create function tally_recipient_changes() returns trigger language plpgsql as $$
declare
  back record;
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n * kind.rows)
  from (
    select organisation_id, campaign_id, status, seen(delivered_at) as delivered, seen(opened_at) as opened, seen(bot_opened_at) as bot_opened, seen(clicked_at) as clicked,
      seen(bot_clicked_at) as bot_clicked, seen(hard_bounced_at) as hard_bounced, seen(soft_bounced_at) as soft_bounced, seen(unsubscribed_at) as unsubscribed,
      seen(complained_at) as complained, sum(weight) as rows
    from (select *, 1 as weight from new_rows union all select *, -1 from old_rows) changed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 having sum(weight) <> 0) kind,
    recipient_measures(status, null, delivered, opened, bot_opened, clicked, bot_clicked, hard_bounced, soft_bounced, unsubscribed, complained) m
  group by 1, 2, 3 having sum(m.n * kind.rows) <> 0;
  -- Whoever waits again opens their slice again. The campaign's row is locked first: its next step either sees them waiting, or
  -- has raised the mark before it is looked at here. A claim that un-skips somebody holds the row already, and its slice is open.
  if exists (select from new_rows where status = 'waiting') then
    for back in
      select new_rows.organisation_id, new_rows.campaign_id, min(new_rows.slice) as slice
      from new_rows join old_rows using (id)
      where new_rows.status = 'waiting' and old_rows.status not in ('waiting', 'skipped') and new_rows.slice is not null
      group by 1, 2 order by 2
    loop
      perform from campaign where organisation_id = back.organisation_id and id = back.campaign_id for no key update;
      update campaign set first_open_slice = back.slice
      where organisation_id = back.organisation_id and id = back.campaign_id and first_open_slice > back.slice;
    end loop;
  end if;
  return null;
end $$;
create trigger tally_update after update on recipient referencing old table as old_rows new table as new_rows for each statement execute function tally_recipient_changes();
