-- What became of messages, as other systems read it (P10): every change once, in an order that can be read on from.
-- docs/decisions/2026-11-30-http-api.md.

-- Organisations whose outcomes somebody reads. Nothing is written down for the others: the engine's statements cost them nothing more.
create table outcome_feed (
  organisation_id uuid not null references organisation (id),
  began_at timestamptz(3) not null default app_now(),
  forgotten_transaction_id bigint not null default 0, -- changes up to there are not kept any more
  primary key (organisation_id)
);
call guard_tenant_table('outcome_feed', 'select, insert, update');

-- One row a statement that changed outcomes, with the ids of what it changed. Reading goes by the number of the transaction: those below
-- the oldest one that is still open have all committed, so nothing appears later behind a place that was read (a sequence or a time
-- would leave gaps: they are given out in another order than commits happen).
create table outcome_change (
  organisation_id uuid not null,
  id uuid not null default uuidv7(),
  transaction_id bigint not null default (pg_current_xact_id()::text::bigint),
  at timestamptz(3) not null default app_now(),
  recipient_ids uuid[],                      -- of campaigns and alerts
  delivery_ids uuid[],                       -- of single messages
  primary key (id),
  check (num_nonnulls(recipient_ids, delivery_ids) = 1)
);
create index outcome_change_in_order on outcome_change (organisation_id, transaction_id, id) where transaction_id >= 0;
call guard_tenant_table('outcome_change', 'select, insert, delete');
call read_tenant_once('outcome_change');

-- So many ids a row: a page reads one or two of them, not a snapshot of a million.
create function note_recipient_outcomes() returns trigger language plpgsql as $$
begin
  if exists (select from outcome_feed where organisation_id = (select organisation_id from new_rows limit 1)) then
    insert into outcome_change (organisation_id, recipient_ids)
    select organisation_id, array_agg(id order by id)
    from (select organisation_id, id, (row_number() over (order by id) - 1) / 1000 as part from new_rows where status not in ('waiting', 'claimed')) changed
    group by organisation_id, part order by part;
  end if;
  return null;
end $$;
create trigger note_outcomes_insert after insert on recipient referencing new table as new_rows for each statement execute function note_recipient_outcomes();
create trigger note_outcomes_update after update on recipient referencing new table as new_rows for each statement execute function note_recipient_outcomes();

create function note_delivery_outcomes() returns trigger language plpgsql as $$
begin
  if exists (select from outcome_feed where organisation_id = (select organisation_id from new_rows limit 1)) then
    insert into outcome_change (organisation_id, delivery_ids)
    select organisation_id, array_agg(id order by id) from new_rows
    where status not in ('waiting', 'claimed') and customer_id is not null and purpose <> 'sign_in'
    group by organisation_id;
  end if;
  return null;
end $$;
create trigger note_outcomes_update after update on delivery referencing new table as new_rows for each statement execute function note_delivery_outcomes();
