-- Totals of a broadcast as appended deltas, so that counting never waits for a lock; compacted now and then.
-- `measure` is a status, or the name of a fact with the prefix `fact:` (people, not events).
create table broadcast_tally (
  organisation_id uuid not null references organisation (id),
  broadcast_id uuid not null,
  measure text not null,
  n int not null,
  foreign key (organisation_id, broadcast_id) references broadcast (organisation_id, id)
);
create index broadcast_tally_of on broadcast_tally (broadcast_id) include (measure, n);
call guard_tenant_table('broadcast_tally', 'select, insert, delete');

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

-- The chart of a campaign's page as counts by step, so that a look at it costs the same at 400 people and at a million. Kept by
-- the statements that change recipients, as broadcast_tally is, and compacted with it.

-- What the chart counts of a recipient, and when it happened first.
create function recipient_moments(status text, delivered_at timestamptz, opened_at timestamptz, clicked_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz)
returns table (kind text, at timestamptz) language sql immutable parallel safe as $$
  values
    ('delivered', case when status in ('delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint')
       then coalesce(delivered_at, least(opened_at, clicked_at, unsubscribed_at, complained_at)) end),
    ('opened', case when status <> 'bounced' then opened_at end),
    ('clicked', case when status <> 'bounced' then clicked_at end)
$$;

-- By the end of which minute since sending began it is counted; null = after the chart's end. As fine as the finest range that
-- reaches so far (core/campaign/progress/get-chart): each step's width divides the next one's, and its range's end too.
-- One expression, so that the planner puts it in place: called as a function it cost a third of what an event costs here.
create function chart_minute(began timestamptz, at timestamptz) returns int language sql immutable parallel safe as $$
  select case
    when at <= began then 0
    when at - began <= interval '1 hour' then ceil(date_part('epoch', at - began) / 60)::int
    when at - began <= interval '24 hours' then ceil(date_part('epoch', at - began) / 900)::int * 15
    when at - began <= interval '7 days' then ceil(date_part('epoch', at - began) / 7200)::int * 120
    when at - began <= interval '45 days' then ceil(date_part('epoch', at - began) / 21600)::int * 360 end
$$;

-- No foreign keys: only triggers of recipients write it, which belong to their campaign.
create table broadcast_chart (
  organisation_id uuid not null,
  broadcast_id uuid not null,
  kind text not null check (kind in ('delivered', 'opened', 'clicked')),
  minute int not null,
  n int not null
);
create index broadcast_chart_of on broadcast_chart (broadcast_id) include (kind, minute, n);
call guard_tenant_table('broadcast_chart', 'select, insert, delete');

create function tally_recipients() returns trigger language plpgsql as $$
declare
  counted boolean;
begin
  with tallied as (
    insert into broadcast_tally (organisation_id, broadcast_id, measure, n)
    select organisation_id, broadcast_id, m.measure, sum(m.n * kind.rows)
    from (
      select organisation_id, broadcast_id, status, seen(delivered_at) as delivered, seen(opened_at) as opened, seen(bot_opened_at) as bot_opened, seen(clicked_at) as clicked,
        seen(bot_clicked_at) as bot_clicked, seen(hard_bounced_at) as hard_bounced, seen(soft_bounced_at) as soft_bounced, seen(unsubscribed_at) as unsubscribed,
        seen(complained_at) as complained, count(*) as rows
      from new_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) kind,
      recipient_measures(status, null, delivered, opened, bot_opened, clicked, bot_clicked, hard_bounced, soft_bounced, unsubscribed, complained) m
    group by 1, 2, 3 having sum(m.n * kind.rows) <> 0
    returning measure)
  select bool_or(measure in ('fact:delivered', 'fact:opened', 'fact:clicked')) into counted from tallied;
  -- Of an audience that has just been written there is nothing: its million rows are not looked at again.
  if counted then
    insert into broadcast_chart (organisation_id, broadcast_id, kind, minute, n)
    with began as materialized (
      select mine.*, broadcast.sending_began_at from (select distinct organisation_id, broadcast_id from new_rows) mine cross join lateral (
        select sending_began_at from broadcast where organisation_id = mine.organisation_id and id = mine.broadcast_id offset 0) broadcast)
    select organisation_id, broadcast_id, kind, chart_minute(sending_began_at, at) as minute, count(*)
    from new_rows join began using (organisation_id, broadcast_id),
      recipient_moments(status, delivered_at, opened_at, clicked_at, unsubscribed_at, complained_at)
    where chart_minute(sending_began_at, at) is not null
    group by 1, 2, 3, 4;
  end if;
  return null;
end $$;
create trigger tally_insert after insert on recipient referencing new table as new_rows for each statement execute function tally_recipients();

create function fact_bits(delivered_at timestamptz, opened_at timestamptz, bot_opened_at timestamptz, clicked_at timestamptz, bot_clicked_at timestamptz,
  hard_bounced_at timestamptz, soft_bounced_at timestamptz, unsubscribed_at timestamptz, complained_at timestamptz)
returns int language sql immutable parallel safe
return case
  when coalesce(delivered_at, opened_at, bot_opened_at, clicked_at, bot_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) is null then 0
  else (delivered_at is not null)::int + 2 * (opened_at is not null)::int + 4 * (bot_opened_at is not null)::int + 8 * (clicked_at is not null)::int + 16 * (bot_clicked_at is not null)::int
    + 32 * (hard_bounced_at is not null)::int + 64 * (soft_bounced_at is not null)::int + 128 * (unsubscribed_at is not null)::int + 256 * (complained_at is not null)::int end;

-- What recipient_measures() asks of a fact: whether it is there.
create function of_bit(facts int, mask int) returns timestamptz language sql immutable parallel safe
return case when facts & mask <> 0 then '-infinity'::timestamptz end;

create function tally_recipient_changes() returns trigger language plpgsql as $$
declare
  charted boolean;
  waits boolean;
  renamed boolean;
  had_names boolean;
  back record;
begin
  -- Facts as bits, so that a batch is two or three kinds of four columns. A kind whose number stays the same may still hold changed rows.
  with kind as materialized (
    select any_value(organisation_id) as organisation_id, broadcast_id, status, facts, sum(weight) as rows, bool_or(weight = 1) as now,
      bit_xor(message) as messages, bool_or(message is not null and weight = -1) as had_messages
    from (
      select organisation_id, broadcast_id, status, 1 as weight, provider_message_key(provider_message_id) as message,
        fact_bits(delivered_at, opened_at, bot_opened_at, clicked_at, bot_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) as facts
      from new_rows
      union all
      select organisation_id, broadcast_id, status, -1, provider_message_key(provider_message_id),
        fact_bits(delivered_at, opened_at, bot_opened_at, clicked_at, bot_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at)
      from old_rows) changed
    group by broadcast_id, status, facts
  ), tallied as (
    insert into broadcast_tally (organisation_id, broadcast_id, measure, n)
    select organisation_id, broadcast_id, m.measure, sum(m.n * kind.rows)
    from kind, recipient_measures(status, null, of_bit(facts, 1), of_bit(facts, 2), of_bit(facts, 4), of_bit(facts, 8), of_bit(facts, 16),
      of_bit(facts, 32), of_bit(facts, 64), of_bit(facts, 128), of_bit(facts, 256)) m
    where kind.rows <> 0
    group by 1, 2, 3 having sum(m.n * kind.rows) <> 0
  )
  -- A claim or a record has nothing for the chart, before or after: delivered, opened, clicked, unsubscribed, complained.
  -- The provider's ids before and after cancel each other out where they are the same.
  select bool_or(facts & (1 | 2 | 8 | 128 | 256) <> 0), bool_or(status = 'waiting' and now), bit_xor(messages) <> 0, bool_or(had_messages)
  into charted, waits, renamed, had_names from kind;
  if renamed and not had_names then
    insert into provider_message_key (organisation_id, key, recipient_id)
    select organisation_id, provider_message_key(provider_message_id), id from new_rows where provider_message_id is not null;
  elsif renamed then
    insert into provider_message_key (organisation_id, key, recipient_id)
    -- No join: statements that go by key allow none that sees the sets as a whole.
    select organisation_id, provider_message_key(provider_message_id), id from new_rows where provider_message_id is not null
    except all
    select organisation_id, provider_message_key(provider_message_id), id from old_rows where provider_message_id is not null;
  end if;
  if charted then
    insert into broadcast_chart (organisation_id, broadcast_id, kind, minute, n)
    -- A moment that a row had before and has still cancels out before its minute is asked for.
    with moved as materialized (
      select organisation_id, broadcast_id, kind, at, sum(weight) as weight
      from (select *, 1 as weight from new_rows union all select *, -1 from old_rows) both_rows,
        recipient_moments(status, delivered_at, opened_at, clicked_at, unsubscribed_at, complained_at)
      where at is not null
      group by 1, 2, 3, 4 having sum(weight) <> 0
    ), began as materialized (
      select mine.*, broadcast.sending_began_at from (select distinct organisation_id, broadcast_id from moved) mine cross join lateral (
        select sending_began_at from broadcast where organisation_id = mine.organisation_id and id = mine.broadcast_id offset 0) broadcast)
    select organisation_id, broadcast_id, kind, chart_minute(sending_began_at, at) as minute, sum(weight)
    from moved join began using (organisation_id, broadcast_id)
    where chart_minute(sending_began_at, at) is not null
    group by 1, 2, 3, 4 having sum(weight) <> 0;
  end if;
  -- Whoever waits again opens their slice again. The broadcast's row is locked first: its next step either sees them waiting, or
  -- has raised the mark before it is looked at here. A claim that un-skips somebody holds the row already, and its slice is open.
  if waits then
    for back in
      select new_rows.organisation_id, new_rows.broadcast_id, min(new_rows.slice) as slice
      from new_rows join old_rows using (id)
      where new_rows.status = 'waiting' and old_rows.status not in ('waiting', 'skipped') and new_rows.slice is not null
      group by 1, 2 order by 2
    loop
      perform from broadcast where organisation_id = back.organisation_id and id = back.broadcast_id for no key update;
      update broadcast set first_open_slice = back.slice
      where organisation_id = back.organisation_id and id = back.broadcast_id and first_open_slice > back.slice;
    end loop;
  end if;
  return null;
end $$;
create trigger tally_update after update on recipient referencing old table as old_rows new table as new_rows for each statement execute function tally_recipient_changes();

-- Sending begins before there are recipients, and once. Should the moment be corrected later, all of them are counted anew.
create function count_chart_anew() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  delete from broadcast_chart where broadcast_id = new.id and organisation_id = new.organisation_id;
  insert into broadcast_chart (organisation_id, broadcast_id, kind, minute, n)
  select new.organisation_id, new.id, kind, chart_minute(new.sending_began_at, at), count(*)
  from recipient, recipient_moments(status, delivered_at, opened_at, clicked_at, unsubscribed_at, complained_at)
  where broadcast_id = new.id and organisation_id = new.organisation_id and settled_status >= '' and chart_minute(new.sending_began_at, at) is not null
  group by 3, 4;
  return null;
end $$;
create trigger count_chart_anew after update of sending_began_at on broadcast for each row
  when (new.sending_began_at is distinct from old.sending_began_at) execute function count_chart_anew();
