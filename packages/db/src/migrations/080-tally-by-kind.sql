-- Totals by kinds of change instead of by row: a group of events makes of a hundred rows a handful of kinds (from what to what),
-- and only those are spelt out as measures. What did not change cancels itself out before.
create or replace function tally_recipient_changes() returns trigger language plpgsql as $$
begin
  insert into campaign_tally (organisation_id, campaign_id, measure, n)
  select organisation_id, campaign_id, m.measure, sum(m.n * kind.weight)
  from (
    select organisation_id, campaign_id, status, sent, delivered, opened, machine_opened, clicked, machine_clicked,
      hard_bounced, soft_bounced, unsubscribed, complained, sum(weight) as weight
    from (
      select 1 as weight, organisation_id, campaign_id, status, sent_at is not null as sent, delivered_at is not null as delivered,
        opened_at is not null as opened, machine_opened_at is not null as machine_opened, clicked_at is not null as clicked,
        machine_clicked_at is not null as machine_clicked, hard_bounced_at is not null as hard_bounced, soft_bounced_at is not null as soft_bounced,
        unsubscribed_at is not null as unsubscribed, complained_at is not null as complained
      from new_rows
      union all
      select -1, organisation_id, campaign_id, status, sent_at is not null, delivered_at is not null,
        opened_at is not null, machine_opened_at is not null, clicked_at is not null,
        machine_clicked_at is not null, hard_bounced_at is not null, soft_bounced_at is not null,
        unsubscribed_at is not null, complained_at is not null
      from old_rows) changed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 having sum(weight) <> 0) kind,
    -- The measures look at whether a fact is there, never at when.
    lateral recipient_measures(status, case when sent then now() end, case when delivered then now() end, case when opened then now() end,
      case when machine_opened then now() end, case when clicked then now() end, case when machine_clicked then now() end,
      case when hard_bounced then now() end, case when soft_bounced then now() end, case when unsubscribed then now() end,
      case when complained then now() end) m
  group by 1, 2, 3 having sum(m.n * kind.weight) <> 0;
  return null;
end $$;
