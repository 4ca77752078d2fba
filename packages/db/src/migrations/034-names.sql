-- Names compare in one form (K12): case, accents, ligatures and the many shapes of apostrophe, quote, dash and space make no
-- difference; what cannot be seen is left out. The twin is fold-text.ts; test/db/fold-text.test.ts proves both equal. Stored
-- keys, since under row-level security an index serves only leakproof operators.

create function fold_letters(told text) returns text language plpgsql immutable strict parallel safe as $$
begin
  told := regexp_replace(told, '[\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]', '', 'g');
  told := regexp_replace(told, '[\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u1fbd\u1fbf\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\ua78c\uff07\uff40]', '''', 'g');
  told := regexp_replace(told, '[\u00ab\u00bb\u02ba\u02dd\u02ee\u05f4\u201c-\u201f\u2033\u2036\u301d-\u301f\uff02]', '"', 'g');
  told := regexp_replace(told, '[\u058a\u05be\u1806\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u2e40\u301c\u3030\ufe31\ufe32\ufe58\ufe63\uff0d]', '-', 'g');
  told := normalize(regexp_replace(told, '[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), nfkd);
  told := regexp_replace(told, '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g');
  -- At the end of a word a sigma would become another one.
  told := lower(replace(told, U&'\03A3', U&'\03C3') collate "pg_unicode_fast");
  told := translate(replace(replace(replace(replace(told, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðħıŧŋĸƶɨʉς', 'olddhitnkziuσ');
  told := regexp_replace(told, '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g');
  return btrim(regexp_replace(normalize(told, nfkc), ' +', ' ', 'g'));
end $$;

-- Most names are ASCII and need none of that.
create function fold_text(told text) returns text language sql immutable strict parallel safe
return case when told ~ '[^ -~]' then fold_letters(told)
            else btrim(regexp_replace(translate(lower(told collate "C"), '`', ''''), ' +', ' ', 'g')) end;

alter table customer alter column name_key set expression as (left(fold_text(first_name || ' ' || last_name), 200));

-- What customers are searched by. Lists are ordered by it, so it begins with the name and stays short enough for an index
-- entry (2.7 kB); an umlaut domain is found in its own letters, in which a search term is read too.
create function customer_search_key(first_name text, last_name text, email text, number int, pet_names text[]) returns text
language sql immutable parallel safe
return left(fold_text(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(shown_address(email) || ' ', '')
  || number || coalesce((select string_agg(' ' || name, '' order by place) from unnest(pet_names) with ordinality pet (name, place)), '')), 600);

create or replace function keep_customer() returns trigger language plpgsql as $$
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
-- Row-level security is forced on the owner too, so it is let go of for the length of this transaction.
alter table customer no force row level security;
update customer set search_key = customer_search_key(first_name, last_name, email, number, pet_names)
where search_key <> customer_search_key(first_name, last_name, email, number, pet_names);
alter table customer force row level security;

-- A search term as search_key has it.
create function search_term(term text) returns text language sql immutable strict parallel safe
return fold_text(shown_address(term));

create or replace function search_customers(term text, most int default 10000) returns setof uuid
language sql stable security definer set search_path = public as $$
  (select id from customer
   where length(search_term(term)) >= 3 and organisation_id = app_organisation_id()
     and search_key like '%' || replace(replace(replace(search_term(term), '\', '\\'), '%', '\%'), '_', '\_') || '%'
   limit most)
  union all
  (select id from customer
   where length(search_term(term)) < 3 and organisation_id = app_organisation_id() and search_key >= ''
     and position(search_term(term) in search_key) > 0
   limit most)
$$;
