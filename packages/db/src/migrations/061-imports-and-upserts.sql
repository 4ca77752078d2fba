-- What imports and upserts of hundreds of thousands of customers cost, and how long their files stay. docs/decisions/2026-11-30-import.md.

-- A file holds whoever was in it, also those whose rows changed nothing: when one person's data is erased (P11), no file that could name
-- them is kept any longer. Null = as long as usual; '-infinity' = it is gone already.
alter table customer_import add column file_until timestamptz(3);

-- What an earlier part of the same file has changed of a row that a later part changes again (T57); and what files said of who is erased.
create index customer_import_row_of_subject on customer_import_row (subject_id, import_id) where outcome = 'changed';

-- Functions that are called for each customer written, with the same answers as before (test/db/addresses, stored-keys), measured on two
-- cores, microseconds a call before and after.

-- 19 → 2. Almost all domains are short and ASCII, for which no counted repetition is needed: a label of such a text cannot be too long.
do $$
declare body text;
begin
  select prosrc into body from pg_proc where oid = 'domain_key(text)'::regprocedure;
  execute format('create or replace function domain_key(domain text) returns text language plpgsql immutable strict parallel safe as %L',
    regexp_replace(body, E'\\nbegin\\n', E'\nbegin\n  if length(told) < 64 and told ~ ''^([a-z0-9]+(-+[a-z0-9]+)*\\.)+[a-z][a-z]+$'' then return told; end if;\n'));
end $$;

-- 16 → 7. An expression of PL/pgSQL is planned once a session, a query within a function of SQL with each call.
create or replace function customer_search_key(first_name text, last_name text, email text, number int, pet_names text[]) returns text
language plpgsql immutable parallel safe as $$
declare told text := coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(shown_address(email) || ' ', '') || number;
begin
  if cardinality(pet_names) > 0 then told := told || ' ' || array_to_string(pet_names, ' '); end if;
  return left(fold_text(told), 600);
end $$;

-- 14 → 5. Of an index, so nothing but pg_catalog is named.
create or replace function customer_words(organisation_id uuid, search_key text) returns tsvector
language plpgsql immutable strict parallel safe as $$
declare part text := right(organisation_id::text, 6); word text; words text[] := '{}';
begin
  foreach word in array string_to_array(search_key, ' ') loop
    if word <> '' and position('@' in word) = 0 and word !~ '^[0-9]+$' then words := words || (part || left(word, 60)); end if;
  end loop;
  return array_to_tsvector(words);
end $$;

-- A new customer has no application yet; where their family has no pets, no pass has to do with them, so there is nothing to bring in
-- line. Pets that come at the same moment wait for the family (keep_customer, lock_families) and then find the customer.
create or replace function eligibility_after_customer() returns trigger language plpgsql as $$
declare ids uuid[]; others uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(id) filter (where exists (
        select from pet where pet.organisation_id = new_rows.organisation_id and pet.family_id = new_rows.family_id)),
      array_agg(id), array_agg(email_key) filter (where email_key is not null)
    into ids, others, keys from new_rows;
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
  others := coalesce(others, ids);
  if others is null then return null; end if;
  if keys is not null then call lock_mailboxes(keys); end if;
  ids := coalesce(ids, '{}') || array(select id from customer where email_key = any(keys) and not id = any(others));
  if cardinality(ids) > 0 then call refresh_eligibility(ids); end if;
  return null;
end $$;

-- A family stands in lists where its first contact does, and a family nobody of whom is mailed, or texted, has a first contact who is not:
-- so such families are found by first contacts alone (P11), of whom mostly few lack something, however many others do. That is the primary
-- contact; the few families without one are marked.
create index customer_head_without_mailbox on customer (organisation_id, search_key, id) include (phone)
  where email_key is null and contact = 'primary' and merged_into is null;
create index customer_head_without_number on customer (organisation_id, search_key, id)
  where phone is null and contact = 'primary' and merged_into is null;

alter table family add column leaderless boolean not null default false; -- somebody is of it, and nobody is its primary contact
create index family_leaderless on family (organisation_id, id) where leaderless;

create function is_leaderless(of_family family) returns boolean language sql stable
return exists (select from customer where customer.organisation_id = of_family.organisation_id and customer.family_id = of_family.id and merged_into is null)
  and not exists (select from customer where customer.organisation_id = of_family.organisation_id and customer.family_id = of_family.id and merged_into is null
    and contact = 'primary');

create function keep_leaderless() returns trigger language plpgsql as $$
declare families uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct family_id) into families from new_rows
    where contact <> 'primary' or family_id in (select id from family where leaderless);
  elsif tg_op = 'DELETE' then select array_agg(distinct family_id) into families from old_rows where contact = 'primary';
  else
    select array_agg(distinct family_id) into families from (
      select unnest(array[n.family_id, o.family_id]) as family_id from new_rows n join old_rows o on o.id = n.id
      where (n.family_id, n.contact, n.merged_into) is distinct from (o.family_id, o.contact, o.merged_into)) moved;
  end if;
  if families is null then return null; end if;
  update family set leaderless = not leaderless where id = any(families) and leaderless <> is_leaderless(family);
  return null;
end $$;
call run_after_changes('customer', 'keep_leaderless');
update family set leaderless = true where is_leaderless(family);
