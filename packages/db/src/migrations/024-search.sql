-- Families by whatever somebody at the front desk types (V2): part of a parent's or a pet's name, also with a slip of the finger, a
-- customer's number, part of a phone number however it is written. Runs as the look-up role, as search_customers() does (021-look-ups).

create index customer_phone_search on customer using gin (phone gin_trgm_ops) where phone is not null;

-- Strangers' threads, a few thousand at most, the one who wrote last first.
create index thread_strangers on thread (organisation_id, last_message_at desc nulls last, id) where stranger is not null;

-- The digits by which a phone number is found: without the trunk's zero, "(0)" included, since numbers are kept as E.164.
create function search_digits(term text) returns text language sql immutable strict parallel safe
return case when term ~ '[[:alpha:]@]' then ''
            else ltrim(regexp_replace(replace(term, '(0)', ''), '[^0-9]', '', 'g'), '0') end;

-- Customers by part of their number. What everybody has (a country's prefix) is found among the first thousands; else the index says.
create function search_phones(term text, most int) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare wanted text := search_digits(term); ids uuid[];
begin
  if length(wanted) < 3 then return; end if;
  select array_agg(id) into ids from (
    select id from (select id, phone from customer where organisation_id = app_organisation_id() limit 3000) looked
    where position(wanted in phone) > 0 limit most) frequent;
  if cardinality(ids) = most then
    return query select unnest(ids);
    return;
  end if;
  return query with found as materialized (
      select id from customer where organisation_id = app_organisation_id() and phone is not null and phone like '%' || wanted || '%')
    select id from found limit most;
end $$;

-- Customers one of whose words, or of whose pets', is much like the term: a letter too few or wrong; else two the wrong way round.
-- Asked only where nobody has it letter by letter.
create function search_similar_customers(term text, most int) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.word_similarity_threshold = 0.5 as $$
declare wanted text := search_term(term);
begin
  if length(wanted) < 4 then return; end if;
  return query select id from customer where organisation_id = app_organisation_id() and wanted <% search_key limit most;
  if not found then
    perform set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    return query select id from customer where organisation_id = app_organisation_id() and wanted <% search_key limit most;
  end if;
end $$;

do $$
declare look_up regprocedure;
begin
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  foreach look_up in array array['search_phones(text, int)', 'search_similar_customers(text, int)']::regprocedure[] loop
    execute format('alter function %s owner to packpost_lookup', look_up);
    execute format('revoke execute on function %s from public', look_up);
    execute format('grant execute on function %s to packpost_app', look_up);
  end loop;
  revoke create on schema public from packpost_lookup;
end $$;
