-- What a mail costs the database: a claim changes no index, its row stays in its page; what only the engine writes is
-- checked by the statement, not by the row.

-- The status by which lists find people: that of the row, but whoever is claimed counts as waiting.
alter table recipient add column settled_status text not null generated always as (
  recipient_status(skipped_at, cancelled_at, null, sent_at, delivered_at, opened_at, clicked_at,
    soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at)) stored;
-- When it moved; a claim does not move it.
alter table recipient alter column status_at set expression as (greatest(skipped_at, cancelled_at, sent_at, delivered_at, opened_at, clicked_at,
  soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at));

drop index recipient_by_status, recipient_by_time, recipient_to_send, recipient_by_attempt, recipient_by_answer;
create index recipient_by_status on recipient (campaign_id, settled_status, id) where settled_status >= '';
create index recipient_by_time on recipient (campaign_id, (coalesce(status_at, '-infinity'::timestamptz)), id) where settled_status >= '';
-- A claim reads on in its slice; so does whoever asks about a call, in the range that it took.
create index recipient_by_slice on recipient (campaign_id, slice, id) where slice is not null;
alter table recipient set (fillfactor = 45);

-- Slices below have nobody waiting. Raised by whoever finds that, lowered by whatever lets somebody wait again.
alter table campaign add column first_open_slice int not null default 0;

-- The range of rows that a call took: those of it that name the attempt are its people.
alter table attempt
  add column slice int,
  add column first_recipient_id uuid,
  add column last_recipient_id uuid,
  add column people json,                     -- as they go out: {id, email, values} each ("as sent" = campaign.template + these)
  add column answered_at timestamptz(3),      -- when its answer was written
  add column answered int not null default 0, -- of its people, those of whom the answer spoke
  add column refused int not null default 0;  -- of these, whom the provider would not write to
update attempt set slice = taken.slice, first_recipient_id = taken.first, last_recipient_id = taken.last, people = taken.people,
  answered_at = case when outcome = 'recorded' then ended_at end, answered = taken.answered, refused = taken.refused
from (select attempt_id, min(slice) as slice, (array_agg(id order by id))[1] as first, (array_agg(id order by id desc))[1] as last,
        json_agg(json_build_object('id', id, 'email', email, 'values', merge_values) order by id) as people,
        count(*) as answered, count(*) filter (where coalesce(dropped_at, failed_at) is not null) as refused
      from recipient where attempt_id is not null group by attempt_id) taken
where attempt.id = taken.attempt_id;
alter table recipient drop column merge_values;
create index attempt_by_answer on attempt (campaign_id, answered_at) where answered_at is not null;

-- Row-wise foreign keys cost a look-up a row for rows that only the snapshot and the claim write.
alter table click drop constraint click_organisation_id_recipient_id_fkey;
alter table opening drop constraint opening_organisation_id_recipient_id_fkey;
alter table recipient
  drop constraint recipient_organisation_id_fkey,
  drop constraint recipient_organisation_id_campaign_id_fkey,
  drop constraint recipient_organisation_id_customer_id_fkey,
  drop constraint recipient_organisation_id_attempt_id_fkey,
  drop constraint recipient_id_organisation_id_key;

create function recipients_belong() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows where not exists (
       select from customer where customer.organisation_id = new_rows.organisation_id and customer.id = new_rows.customer_id))
    or exists (select from (select distinct organisation_id, campaign_id from new_rows) mine where not exists (
       select from campaign where campaign.organisation_id = mine.organisation_id and campaign.id = mine.campaign_id)) then
    raise foreign_key_violation using message = 'a recipient is a customer in a campaign of the same organisation';
  end if;
  return null;
end $$;
create trigger belong after insert on recipient referencing new table as new_rows for each statement execute function recipients_belong();

-- Openings and clicks, likewise. Nothing deletes a recipient.
create function acts_belong() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows where not exists (
       select from recipient where recipient.id = new_rows.recipient_id and recipient.organisation_id = new_rows.organisation_id)) then
    raise foreign_key_violation using message = 'an opening or click is of a recipient of the same organisation';
  end if;
  return null;
end $$;
create trigger belong after insert on opening referencing new table as new_rows for each statement execute function acts_belong();
create trigger belong after insert on click referencing new table as new_rows for each statement execute function acts_belong();

create function recipients_remain() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'customer' and exists (select from old_rows join recipient on recipient.customer_id = old_rows.id)
    or tg_table_name = 'campaign' and exists (select from old_rows join recipient on recipient.campaign_id = old_rows.id) then
    raise foreign_key_violation using message = 'there are recipients of it';
  end if;
  return null;
end $$;
create trigger recipients_remain after delete on customer referencing old table as old_rows for each statement execute function recipients_remain();
create trigger recipients_remain after delete on campaign referencing old table as old_rows for each statement execute function recipients_remain();

create or replace function tally_recipient_changes() returns trigger language plpgsql as $$
declare
  back record;
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
