-- Standing: for each customer and pass, why mail about the pass would not reach them. Kept, not computed,
-- since it is asked for a million people while somebody types. Reasons are bits (see reason_codes());
-- those that depend on the date (expired, silent) are compared when asked, by reasons_on().

create function reason_codes() returns table (mask int, code text) language sql immutable parallel safe as $$
  values (1, 'application_none'), (2, 'application_pending'), (4, 'application_denied'), (8, 'application_inactive'),
         (16, 'pet_inactive'), (32, 'registration_none'), (64, 'registration_inactive'), (128, 'registration_expired'),
         (256, 'no_email'), (512, 'invalid_email'), (1024, 'unsubscribed'), (2048, 'hard_bounced'), (4096, 'complained'),
         (8192, 'suppressed_domain'), (16384, 'silent'), (32768, 'excluded_by_hand'), (65536, 'same_mailbox'),
         (131072, 'suppressed_by_hand')
$$;

create table standing (
  organisation_id uuid not null references organisation (id),
  customer_id uuid not null,
  pass_id uuid not null,
  reasons int not null,          -- every bit that does not depend on the date
  valid_through date,            -- best registration: active, of an active pet
  first_expiry date,             -- earliest last day of any active registration of the family
  last_contact_at timestamptz(3) not null, -- newest transaction, else when the customer was created (P7)
  email_key text,
  mailbox_shared boolean not null, -- another customer of the organisation has the same mailbox
  primary key (pass_id, customer_id, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade,
  foreign key (organisation_id, pass_id) references pass (organisation_id, id)
);
create index standing_by_customer on standing (customer_id, organisation_id);
create index standing_shared on standing (pass_id, organisation_id) where mailbox_shared;
call guard_tenant_table('standing');

-- All reasons as they are on a day: pet reasons count only while no registration carries the pass (C2, C4).
create function reasons_on(today date, at timestamptz, reasons int, valid_through date, first_expiry date, last_contact_at timestamptz)
returns int language sql stable parallel safe as $$
  select (reasons & (15 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 131072))
       | case when valid_through >= today then 0
              else (reasons & (16 | 32 | 64)) | case when first_expiry < today then 128 else 0 end end
       | case when last_contact_at < at - interval '2 years' then 16384 else 0 end
$$;

-- The definition. Everything else about standing must agree with this view; a test and a schedule compare them.
-- It goes from each customer outward by index; `offset 0` keeps the planner from turning a look-up round, which it does
-- with a freshly loaded organisation's missing statistics (minutes instead of a second).
create view standing_truth with (security_invoker = true) as
select customer.organisation_id, customer.id as customer_id, held.pass_id,
       (case application.status when 'approved' then 0 when 'pending' then 2 when 'denied' then 4 when 'inactive' then 8 else 1 end)
     | (case when pets.any_inactive then 16 else 0 end)
     | (case when pets.n = 0 or pets.any_unregistered then 32 else 0 end)
     | (case when pets.any_registration_inactive then 64 else 0 end)
     | (case when coalesce(btrim(customer.email), '') = '' then 256 when customer.email_key is null then 512 else 0 end)
     | (case when opted_out.found then 1024 else 0 end)
     | coalesce(suppressed.reasons, 0) as reasons,
       pets.valid_through, pets.first_expiry,
       coalesce(customer.last_transaction_at, customer.created_at) as last_contact_at,
       customer.email_key,
       shared.found as mailbox_shared
from customer
cross join lateral (
  select pass_id from (
    select application.pass_id from application
    where application.organisation_id = customer.organisation_id and application.customer_id = customer.id
    union
    select registration.pass_id
    from pet cross join lateral (
      select pass_id from registration
      where registration.organisation_id = customer.organisation_id and registration.pet_id = pet.id offset 0) registration
    where pet.organisation_id = customer.organisation_id and pet.family_id = customer.family_id) either_way
  offset 0) held
left join lateral (
  select status from application
  where application.organisation_id = customer.organisation_id and application.customer_id = customer.id
    and application.pass_id = held.pass_id offset 0) application on true
cross join lateral (
  select count(*) as n,
         coalesce(bool_or(pet.status = 'inactive'), false) as any_inactive,
         coalesce(bool_or(registration.status is null), false) as any_unregistered,
         coalesce(bool_or(registration.status = 'inactive'), false) as any_registration_inactive,
         max(registration.valid_through) filter (where pet.status = 'active' and registration.status = 'active') as valid_through,
         min(registration.valid_through) filter (where registration.status = 'active') as first_expiry
  from pet left join lateral (
    select status, valid_through from registration
    where registration.organisation_id = customer.organisation_id and registration.pet_id = pet.id
      and registration.pass_id = held.pass_id offset 0) registration on true
  where pet.organisation_id = customer.organisation_id and pet.family_id = customer.family_id) pets
cross join lateral (
  select exists (select from preference where preference.organisation_id = customer.organisation_id
    and preference.customer_id = customer.id and channel = 'campaign' and not subscribed) as found offset 0) opted_out
cross join lateral (
  select bit_or(case when kind = 'domain' then 8192 when reason = 'hard_bounce' then 2048 when reason = 'complaint' then 4096 else 131072 end) as reasons
  from suppression
  where suppression.organisation_id = customer.organisation_id and lifted_at is null
    and value_key in (customer.email_key, split_part(customer.email_key, '@', 2))
    and kind = case when position('@' in value_key) > 0 then 'address' else 'domain' end) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;
grant select on standing_truth to packpost_app;

-- Brings the standing of these customers in line with the definition. The customers are locked first, so that
-- of two transactions with causes for the same person the second one computes from what the first committed.
create procedure refresh_standing(customer_ids uuid[]) language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform from customer where id = any(customer_ids) order by id for no key update;
  with truth as materialized (
    select * from standing_truth where customer_id = any(customer_ids)
  ), gone as (
    delete from standing where customer_id = any(customer_ids)
      and (customer_id, pass_id) not in (select customer_id, pass_id from truth) -- hashed, whatever the planner guesses
  )
  insert into standing as kept select * from truth
  on conflict (organisation_id, pass_id, customer_id) do update
    set reasons = excluded.reasons, valid_through = excluded.valid_through, first_expiry = excluded.first_expiry,
        last_contact_at = excluded.last_contact_at, email_key = excluded.email_key, mailbox_shared = excluded.mailbox_shared
    where (kept.reasons, kept.valid_through, kept.first_expiry, kept.last_contact_at, kept.email_key, kept.mailbox_shared)
      is distinct from (excluded.reasons, excluded.valid_through, excluded.first_expiry, excluded.last_contact_at, excluded.email_key, excluded.mailbox_shared);
end $$;

-- Below: each cause changes the standing in its own transaction, once a statement.

-- Transactions at the same moment do not see each other's rows, so each first takes the lock that the other one would take:
-- the family for whatever its members and pets share, the pet for its registrations, the mailbox for who shares it. The later
-- one waits, and its next statement sees what the first committed. Mailboxes share 256 locks, taken in order, so that an import
-- needs no more; a suppressed domain concerns any mailbox, so it waits for all.
create procedure lock_families(family_ids uuid[]) language plpgsql as $$
begin
  perform from family where id = any(family_ids) order by id for no key update;
end $$;

create procedure lock_mailboxes(email_keys text[]) language plpgsql as $$
declare bucket int;
begin
  perform pg_advisory_xact_lock_shared(7301, 0);
  for bucket in select distinct hashtext(key) & 255 from unnest(email_keys) key where position('@' in key) > 0 order by 1 loop
    perform pg_advisory_xact_lock(7302, bucket);
  end loop;
end $$;

create function customers_of_families(family_ids uuid[]) returns uuid[] language sql stable as
$$ select coalesce(array_agg(id), '{}') from customer where family_id = any(family_ids) $$;

create function standing_after_application() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct customer_id) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  if ids is not null then call refresh_standing(ids); end if;
  return null;
end $$;

create function standing_after_pet() returns trigger language plpgsql as $$
declare families uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct family_id) into families from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct family_id) into families from old_rows;
  else select array_agg(distinct family_id) into families from (select family_id from new_rows union select family_id from old_rows) both_rows;
  end if;
  if families is null then return null; end if;
  call lock_families(families);
  update customer set pet_names = named.names
  from (select c.id, coalesce(array_agg(p.name order by p.created_at, p.id) filter (where p.status = 'active'), '{}') as names
        from customer c left join pet p on p.organisation_id = c.organisation_id and p.family_id = c.family_id
        where c.family_id = any(families) group by c.id) named
  where customer.id = named.id and customer.pet_names is distinct from named.names;
  call refresh_standing(customers_of_families(families));
  return null;
end $$;

create function standing_after_registration() returns trigger language plpgsql as $$
declare pets uuid[]; families uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct pet_id) into pets from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct pet_id) into pets from old_rows;
  else select array_agg(distinct pet_id) into pets from (select pet_id from new_rows union select pet_id from old_rows) both_rows;
  end if;
  perform from pet where id = any(pets) order by id for no key update;
  select array_agg(distinct family_id) into families from pet where id = any(pets);
  call lock_families(families);
  if families is not null then call refresh_standing(customers_of_families(families)); end if;
  return null;
end $$;

-- A change of address also changes whether others share their mailbox.
create function standing_after_customer() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(email_key) filter (where email_key is not null) into ids, keys from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(id), array_agg(email_key) filter (where email_key is not null) into ids, keys from old_rows;
  else
    select array_agg(distinct n.id), array_agg(distinct k.key) filter (where k.key is not null) into ids, keys
    from new_rows n join old_rows o on o.id = n.id, lateral (values (n.email_key), (o.email_key)) k (key)
    where (n.email, n.last_transaction_at, n.created_at, n.family_id) is distinct from (o.email, o.last_transaction_at, o.created_at, o.family_id);
  end if;
  if ids is null then return null; end if;
  if keys is not null then call lock_mailboxes(keys); end if;
  ids := ids || array(select id from customer where email_key = any(keys) and not id = any(ids));
  call refresh_standing(ids);
  return null;
end $$;

create function standing_after_suppression() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then select array_agg(value_key) into keys from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(value_key) into keys from old_rows;
  else select array_agg(value_key) into keys from (select value_key from new_rows union select value_key from old_rows) both_rows;
  end if;
  if exists (select from unnest(keys) key where position('@' in key) = 0) then perform pg_advisory_xact_lock(7301, 0); end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from (
    select id from customer where email_key = any(keys)
    union select id from customer where exists (select from unnest(keys) k where position('@' in k) = 0)
      and split_part(email_key, '@', 2) = any(keys)) found;
  if ids is not null then call refresh_standing(ids); end if;
  return null;
end $$;

create function contact_after_transaction() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then
    update customer set last_transaction_at = newest.at
    from (select customer_id, max(at) as at from new_rows group by customer_id) newest
    where customer.id = newest.customer_id and (customer.last_transaction_at is null or customer.last_transaction_at < newest.at);
    return null;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  update customer set last_transaction_at = (select max(at) from transaction t where t.organisation_id = customer.organisation_id and t.customer_id = customer.id)
  where id = any(ids);
  return null;
end $$;

-- Transition tables allow one event a trigger, so each cause has three.
create procedure run_after_changes(cause regclass, function_name text) language plpgsql as $$
begin
  execute format('create trigger %s_insert after insert on %s referencing new table as new_rows for each statement execute function %s()', function_name, cause, function_name);
  execute format('create trigger %s_delete after delete on %s referencing old table as old_rows for each statement execute function %s()', function_name, cause, function_name);
  execute format('create trigger %s_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function %s()', function_name, cause, function_name);
end $$;
call run_after_changes('application', 'standing_after_application');
call run_after_changes('preference', 'standing_after_application'); -- both name the customer
call run_after_changes('pet', 'standing_after_pet');
call run_after_changes('registration', 'standing_after_registration');
call run_after_changes('customer', 'standing_after_customer');
call run_after_changes('suppression', 'standing_after_suppression');
call run_after_changes('transaction', 'contact_after_transaction');

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
  -- Lists are ordered by it, so it begins with the name and stays short enough for an index entry (2.7 kB).
  new.search_key := left(btrim(lower(concat_ws(' ', new.first_name, new.last_name, new.email, new.number, array_to_string(new.pet_names, ' ')))), 600);
  return new;
end $$;
create trigger keep_customer before insert or update on customer for each row execute function keep_customer();

-- Trigram search works only outside row-level security (ILIKE is not leakproof), so it runs as the look-up role
-- and names the session's organisation itself. `%` and `_` in the term are taken literally.
grant select on customer to packpost_lookup;
create policy lookup on customer for select to packpost_lookup using (true);
create function search_customers(term text, most int default 10000) returns setof uuid
language sql stable security definer set search_path = public as $$
  select id from customer
  where organisation_id = app_organisation_id()
    and search_key like '%' || replace(replace(replace(lower(btrim(term)), '\', '\\'), '%', '\%'), '_', '\_') || '%'
  limit most
$$;
