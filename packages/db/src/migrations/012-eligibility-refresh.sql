-- Each cause changes the eligibility in its own transaction, once a statement.

-- Brings the eligibility of these customers in line with the definition. The customers are locked first, so that
-- of two transactions with causes for the same person the second one computes from what the first committed.
create procedure refresh_eligibility(customer_ids uuid[]) language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform from customer where id = any(customer_ids) order by id for no key update;
  with truth as materialized (
    select * from eligibility_truth where customer_id = any(customer_ids)
  ), gone as (
    delete from eligibility where customer_id = any(customer_ids)
      and (customer_id, pass_id) not in (select customer_id, pass_id from truth) -- hashed, whatever the planner guesses
  )
  insert into eligibility as kept select * from truth
  on conflict (organisation_id, pass_id, customer_id) do update
    set reasons = excluded.reasons, valid_through = excluded.valid_through, first_expiry = excluded.first_expiry,
        last_contact_at = excluded.last_contact_at, email_key = excluded.email_key, mailbox_shared = excluded.mailbox_shared,
        number = excluded.number
    where (kept.reasons, kept.valid_through, kept.first_expiry, kept.last_contact_at, kept.email_key, kept.mailbox_shared, kept.number)
      is distinct from (excluded.reasons, excluded.valid_through, excluded.first_expiry, excluded.last_contact_at, excluded.email_key, excluded.mailbox_shared, excluded.number);
end $$;

-- Transactions at the same moment do not see each other's rows, so each first takes the lock that the other one would take:
-- the family for whatever its members and pets share, the pet for its registrations, the mailbox for who shares it
-- (lock_mailboxes). The later one waits, and its next statement sees what the first committed.
create procedure lock_families(family_ids uuid[]) language plpgsql as $$
begin
  perform from family where id = any(family_ids) order by id for no key update;
end $$;

create function customers_of_families(family_ids uuid[]) returns uuid[] language sql stable as
$$ select coalesce(array_agg(id), '{}') from customer where family_id = any(family_ids) $$;

create function eligibility_after_application() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct customer_id) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  if ids is not null then call refresh_eligibility(ids); end if;
  return null;
end $$;
call run_after_changes('application', 'eligibility_after_application');

-- Whoever moved to another family while this waited for their row keeps the names that the move gave them: the row is looked at
-- once more as it is then, and their family is none of these. (Two changes at one moment, found by chance.)
create function eligibility_after_pet() returns trigger language plpgsql as $$
declare families uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct family_id) into families from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct family_id) into families from old_rows;
  else select array_agg(distinct family_id) into families from (select family_id from new_rows union select family_id from old_rows) both_rows;
  end if;
  if families is null then return null; end if;
  call lock_families(families);
  update customer set pet_names = named.names
  from (select c.id, c.family_id, coalesce(array_agg(p.name order by p.created_at, p.id) filter (where p.status = 'active'), '{}') as names
        from customer c left join pet p on p.organisation_id = c.organisation_id and p.family_id = c.family_id
        where c.family_id = any(families) group by c.id, c.family_id) named
  where customer.id = named.id and customer.family_id = named.family_id and customer.pet_names is distinct from named.names;
  call refresh_eligibility(customers_of_families(families));
  return null;
end $$;
call run_after_changes('pet', 'eligibility_after_pet');

create function eligibility_after_registration() returns trigger language plpgsql as $$
declare pets uuid[]; families uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct pet_id) into pets from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct pet_id) into pets from old_rows;
  else select array_agg(distinct pet_id) into pets from (select pet_id from new_rows union select pet_id from old_rows) both_rows;
  end if;
  perform from pet where id = any(pets) order by id for no key update;
  select array_agg(distinct family_id) into families from pet where id = any(pets);
  call lock_families(families);
  if families is not null then call refresh_eligibility(customers_of_families(families)); end if;
  return null;
end $$;
call run_after_changes('registration', 'eligibility_after_registration');

-- A change of address also changes whether others share their mailbox.
create function eligibility_after_customer() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(email_key) filter (where email_key is not null) into ids, keys from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(id), array_agg(email_key) filter (where email_key is not null) into ids, keys from old_rows;
  else
    select array_agg(distinct n.id), array_agg(distinct k.key) filter (where k.key is not null) into ids, keys
    from new_rows n join old_rows o on o.id = n.id, lateral (values (n.email_key), (o.email_key)) k (key)
    where (n.email, n.last_transaction_at, n.created_at, n.family_id, n.number) is distinct from (o.email, o.last_transaction_at, o.created_at, o.family_id, o.number);
  end if;
  -- Who of a shared mailbox comes first is no part of eligibility. With another number nobody knows who stood in a review.
  if tg_op = 'UPDATE' then
    insert into eligibility_change (organisation_id, customer_ids)
    select n.organisation_id, case when count(*) <= 1000 and not bool_or(n.number <> o.number) then array_agg(n.id) end
    from new_rows n join old_rows o on o.id = n.id where (n.contact, n.number) is distinct from (o.contact, o.number) group by 1;
  end if;
  if tg_op = 'DELETE' then
    insert into eligibility_change (organisation_id) select distinct organisation_id from old_rows;
  end if;
  if ids is null then return null; end if;
  if keys is not null then call lock_mailboxes(keys); end if;
  ids := ids || array(select id from customer where email_key = any(keys) and not id = any(ids));
  call refresh_eligibility(ids);
  return null;
end $$;
call run_after_changes('customer', 'eligibility_after_customer');

-- A number says nothing of anybody's mail, so nobody's eligibility is looked at and nobody is waited for.
create function eligibility_after_suppression() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then select array_agg(value_key) into keys from new_rows where kind <> 'number';
  elsif tg_op = 'DELETE' then select array_agg(value_key) into keys from old_rows where kind <> 'number';
  else select array_agg(value_key) into keys from (
    select value_key from new_rows where kind <> 'number' union select value_key from old_rows where kind <> 'number') both_rows;
  end if;
  if keys is null then return null; end if;
  if exists (select from unnest(keys) key where position('@' in key) = 0) then perform pg_advisory_xact_lock(7301, 0); end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from (
    select id from customer where email_key = any(keys)
    union select id from customer where exists (select from unnest(keys) k where position('@' in k) = 0)
      and split_part(email_key, '@', 2) = any(keys)) found;
  if ids is not null then call refresh_eligibility(ids); end if;
  return null;
end $$;
call run_after_changes('suppression', 'eligibility_after_suppression');

-- Who is at these people's mailboxes, and they themselves. The mailboxes are locked first, as by every other cause; somebody who
-- changed address meanwhile is found at the new one, which is locked then.
create procedure refresh_with_mailboxes(customer_ids uuid[]) language plpgsql as $$
declare keys text[] := '{}'; further text[]; ids uuid[];
begin
  loop
    select array_agg(distinct email_key) into further from customer
    where id = any(customer_ids) and email_key is not null and not email_key = any(keys);
    exit when further is null;
    call lock_mailboxes(further);
    keys := keys || further;
  end loop;
  select array_agg(id) into ids from (
    select id from customer where id = any(customer_ids) union select id from customer where email_key = any(keys)) found;
  if ids is not null then call refresh_eligibility(ids); end if;
end $$;

create function eligibility_after_preference() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct customer_id) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  if ids is not null then call refresh_with_mailboxes(ids); end if;
  return null;
end $$;
call run_after_changes('preference', 'eligibility_after_preference');

create function eligibility_after_mailbox_choice() returns trigger language plpgsql as $$
declare keys text[]; ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(email_key) into keys from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(email_key) into keys from old_rows;
  else select array_agg(email_key) into keys from (select email_key from new_rows union select email_key from old_rows) both_rows;
  end if;
  if keys is null then return null; end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from customer where email_key = any(keys);
  if ids is not null then call refresh_eligibility(ids); end if;
  return null;
end $$;
call run_after_changes('mailbox_choice', 'eligibility_after_mailbox_choice');

create function note_eligibility_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into eligibility_change (organisation_id, customer_ids)
    select organisation_id, case when count(*) <= 1000 then array_agg(distinct customer_id) end from new_rows group by 1;
  else
    insert into eligibility_change (organisation_id, customer_ids, email_keys)
    select organisation_id, case when count(*) <= 1000 then array_agg(distinct customer_id) end,
      coalesce(array_agg(distinct email_key) filter (where mailbox_shared and email_key is not null), '{}')
    from old_rows group by 1;
  end if;
  return null;
end $$;
call run_after_changes('eligibility', 'note_eligibility_changes');
