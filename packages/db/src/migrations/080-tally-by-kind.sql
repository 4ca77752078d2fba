-- Counting what a statement changed costs one pass over its rows instead of eleven lines a row: rows are first counted by
-- what they are (a batch of 500 is two or three kinds), then each kind is spread into its measures.
create or replace function seen(at timestamptz) returns timestamptz language sql immutable parallel safe
return case when at is not null then '-infinity'::timestamptz end;

create or replace function tally_recipients() returns trigger language plpgsql as $$
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n * kind.rows)
  from (
    select organisation_id, campaign_id, status, seen(delivered_at) as delivered, seen(opened_at) as opened, seen(machine_opened_at) as machine_opened, seen(clicked_at) as clicked,
      seen(machine_clicked_at) as machine_clicked, seen(hard_bounced_at) as hard_bounced, seen(soft_bounced_at) as soft_bounced, seen(unsubscribed_at) as unsubscribed,
      seen(complained_at) as complained, count(*) as rows
    from new_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) kind,
    recipient_measures(status, null, delivered, opened, machine_opened, clicked, machine_clicked, hard_bounced, soft_bounced, unsubscribed, complained) m
  group by 1, 2, 3 having sum(m.n * kind.rows) <> 0;
  return null;
end $$;

create or replace function tally_recipient_changes() returns trigger language plpgsql as $$
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n * kind.rows)
  from (
    select organisation_id, campaign_id, status, seen(delivered_at) as delivered, seen(opened_at) as opened, seen(machine_opened_at) as machine_opened, seen(clicked_at) as clicked,
      seen(machine_clicked_at) as machine_clicked, seen(hard_bounced_at) as hard_bounced, seen(soft_bounced_at) as soft_bounced, seen(unsubscribed_at) as unsubscribed,
      seen(complained_at) as complained, sum(weight) as rows
    from (select *, 1 as weight from new_rows union all select *, -1 from old_rows) changed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 having sum(weight) <> 0) kind,
    recipient_measures(status, null, delivered, opened, machine_opened, clicked, machine_clicked, hard_bounced, soft_bounced, unsubscribed, complained) m
  group by 1, 2, 3 having sum(m.n * kind.rows) <> 0;
  return null;
end $$;
