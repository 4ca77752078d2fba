-- Two records of one human, or of one household, become one (P11), and two again within 30 days. docs/decisions/2026-11-30-customers.md.
-- The merged record stays as a row: what campaigns and alerts wrote down of it (recipients) goes on adding up, and is read together with
-- the kept one's. It keeps its name and number, and nothing by which anybody would be written to or found.
alter table customer add column merged_into uuid, add foreign key (organisation_id, merged_into) references customer (organisation_id, id),
  add check (merged_into <> id);
alter table family add column merged_into uuid, add foreign key (organisation_id, merged_into) references family (organisation_id, id),
  add check (merged_into <> id);
create index customer_merged on customer (merged_into) where merged_into is not null;
create index family_merged on family (merged_into) where merged_into is not null;

-- Nobody is found by the name of a merged record: in pasted lists and in searches.
alter table customer alter column name_key
  set expression as (case when merged_into is null then left(fold_text(first_name || ' ' || last_name), 200) else '' end);

create or replace function keep_customer() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.family_id <> old.family_id then
    -- A customer who joins a family has its pets from the first moment.
    perform from family where id = new.family_id for no key update;
    select coalesce(array_agg(name order by created_at, id) filter (where status = 'active'), '{}') into new.pet_names
    from pet where organisation_id = new.organisation_id and family_id = new.family_id;
  end if;
  -- Whatever writes to a merged record, nothing is ever sent to it.
  if new.merged_into is not null then
    new.email := null;
    new.phone := null;
  end if;
  if tg_op = 'UPDATE' and (new.first_name, new.last_name, new.email, new.phone, new.family_id, new.contact, new.merged_into)
     is distinct from (old.first_name, old.last_name, old.email, old.phone, old.family_id, old.contact, old.merged_into) then
    new.updated_at := app_now();
  end if;
  new.search_key := case when new.merged_into is null
    then customer_search_key(new.first_name, new.last_name, new.email, new.number, new.pet_names) else '' end;
  return new;
end $$;

-- A family's thread can be joined to another family's, as a stranger's can (V17).
do $$
declare rule text;
begin
  for rule in select conname from pg_constraint
    where conrelid = 'thread'::regclass and contype = 'c' and pg_get_constraintdef(oid) ~ 'joined_into IS NULL.*stranger IS NOT NULL' loop
    execute format('alter table thread drop constraint %I', rule);
  end loop;
end $$;

-- What was merged or split, and what is needed to take it back.
create table merge (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('customers', 'families', 'split')),
  kept_id uuid not null,                     -- of customers theirs, else the family's; of a split the family that was split
  merged_id uuid not null,                   -- the one that is hidden; of a split the new family
  done_by uuid not null,
  done_at timestamptz(3) not null default app_now(),
  moved jsonb not null,                      -- ids of the rows that went from one to the other, by table
  before jsonb not null,                     -- what was changed of both, as it was and as it became
  undone_at timestamptz(3),
  undone_by uuid,
  primary key (id),
  unique (id, organisation_id),
  check ((undone_at is null) = (undone_by is null)),
  foreign key (organisation_id, done_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, undone_by) references staff_member (organisation_id, id)
);
create index merge_of_kept on merge (kept_id, done_at desc);
create index merge_of_merged on merge (merged_id, done_at desc);
call guard_tenant_table('merge', 'select, insert, update');
