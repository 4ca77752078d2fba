-- Families, their people and their pets.

create table family (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id)
);
call guard_tenant_table('family');

-- The end of an organisation's id, which stands before its words and beside its trigrams in indexes of all organisations.
create function organisation_part(organisation_id uuid) returns text language sql immutable strict parallel safe
return right(organisation_id::text, 6);

create table customer (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  number int not null,
  family_id uuid not null,
  contact text not null default 'primary' check (contact in ('primary', 'secondary')),
  first_name text not null default '',
  last_name text not null default '',
  email text check (length(email) <= 320),
  -- The mailbox: what uniqueness, suppression and search go by. Null when there is no address or it is no address.
  email_key text generated always as (address_key(email)) stored,
  -- How people are named in a pasted list, beside addresses and numbers.
  name_key text not null generated always as (left(fold_text(first_name || ' ' || last_name), 200)) stored,
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  last_transaction_at timestamptz(3), -- kept by contact_after_transaction()
  -- Names of the family's active pets, and what is searched; kept by triggers, searched through search_customers().
  pet_names text[] not null default '{}',
  search_key text not null default '',
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(), -- when the file last changed (C10)
  primary key (id),
  unique (id, organisation_id),
  unique (number, organisation_id),
  foreign key (organisation_id, family_id) references family (organisation_id, id)
);
create index customer_by_family on customer (family_id, organisation_id);
create index customer_by_mailbox on customer (email_key, organisation_id) where email_key is not null;
create index customer_by_phone on customer (phone, organisation_id) where phone is not null;
create index customer_by_full_name on customer (name_key, organisation_id) where name_key <> '';
-- Lists page through it: a walk along the names, never a look-up by key, so its predicate must be said (001-roles).
create index customer_by_name on customer (organisation_id, search_key, id) where search_key >= '';
-- By part of the organisation's id too: what a search costs depends on that organisation alone. No other condition says it, so none is
-- looked up here by its organisation, which would read the index for all of it.
create index customer_search on customer using gin (organisation_part(organisation_id), search_key gin_trgm_ops);
-- Who lacks something that a mail could say of them (C5), mostly few.
create index customer_lacking on customer (organisation_id)
  where btrim(first_name) = '' or btrim(last_name) = '' or all_blank(pet_names);
call guard_tenant_table('customer');

create table pet (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  family_id uuid not null,
  name text not null,
  status text not null default 'active' check (status in ('active', 'inactive')),
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, family_id) references family (organisation_id, id)
);
create index pet_by_family on pet (family_id, organisation_id);
call guard_tenant_table('pet');

-- What customers are searched by. Lists are ordered by it, so it begins with the name and stays short enough for an index
-- entry (2.7 kB); an umlaut domain is found in its own letters, in which a search term is read too.
create function customer_search_key(first_name text, last_name text, email text, number int, pet_names text[]) returns text
language sql immutable parallel safe
return left(fold_text(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(shown_address(email) || ' ', '')
  || number || coalesce((select string_agg(' ' || name, '' order by place) from unnest(pet_names) with ordinality pet (name, place)), '')), 600);

-- What customers are searched by, and when their file last changed (C10).
create function keep_customer() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.family_id <> old.family_id then
    -- A customer who joins a family has its pets from the first moment.
    perform from family where id = new.family_id for no key update;
    select coalesce(array_agg(name order by created_at, id) filter (where status = 'active'), '{}') into new.pet_names
    from pet where organisation_id = new.organisation_id and family_id = new.family_id;
  end if;
  if tg_op = 'UPDATE' and (new.first_name, new.last_name, new.email, new.phone, new.family_id, new.contact)
     is distinct from (old.first_name, old.last_name, old.email, old.phone, old.family_id, old.contact) then
    new.updated_at := app_now();
  end if;
  new.search_key := customer_search_key(new.first_name, new.last_name, new.email, new.number, new.pet_names);
  return new;
end $$;
create trigger keep_customer before insert or update on customer for each row execute function keep_customer();
