-- Families by whatever somebody at the front desk types (V2): words of a parent's or a pet's name, also with a slip of the finger, a
-- customer's number, part of a phone number however it is written, an address. As the look-up role, as search_customers() (021-look-ups).

create index customer_phone_search on customer using gin (organisation_part(organisation_id), phone gin_trgm_ops) where phone is not null;

-- Strangers' threads, a few thousand at most, the one who wrote last first.
create index thread_strangers on thread (organisation_id, last_message_at desc nulls last, id) where stranger is not null;

-- The digits by which a phone number is found: without the trunk's zero, "(0)" included, since numbers are kept as E.164.
create function search_digits(term text) returns text language sql immutable strict parallel safe
return case when term ~ '[[:alpha:]@]' then ''
            else ltrim(regexp_replace(replace(term, '(0)', ''), '[^0-9]', '', 'g'), '0') end;

-- A word as LIKE finds it in a search key: whole, at a word's beginning, anywhere, or there but for a piece of it. Whatever slip of the
-- finger (a letter too many, too few, another one, two the wrong way round) lies in one of the pieces; what stands around it must have a
-- trigram, or the index would be read whole. Of an address the beginning does: each trigram of everybody's host would cost as much as all of them.
create function word_patterns(word text, how text) returns text[] language sql immutable strict parallel safe
begin atomic
  with told as (select replace(replace(replace(regexp_replace(word, '(@..).*', '\1'), '\', '\\'), '%', '\%'), '_', '\_') as plain, length(word) as long,
    2 + (length(word) > 6)::int + (length(word) > 9)::int as gap)
  select case how
    when 'whole' then array[plain || ' %', '% ' || plain || ' %', '% ' || plain]
    when 'begins' then array[plain || '%', '% ' || plain || '%']
    when 'within' then array['%' || plain || '%']
    else array['%' || plain || '%'] || array(
      select pattern from generate_series(1, long - 1, gap - 1) n
        cross join lateral (select left(word, n - 1) as before, substr(word, n + gap) as after) slip
        cross join lateral (values ('%' || before || '%' || after || '%', greatest(length(before), length(after)) > 2),
          (before || '%' || after || '%', length(before) = 2 and length(after) < 3), ('% ' || before || '%' || after || '%', length(before) = 2 and length(after) < 3)) told (pattern, selects)
      where selects and long between 4 and 30 and word !~ '[\\%_]') end
  from told;
end;

-- What of a search key a slip of the finger is compared with: the names. Of an address only a term that is one is meant, or everybody's host
-- would be nearly what is looked for ("camp" in "mail.example").
create function search_names(term text, search_key text) returns text language sql immutable strict parallel safe
return case when term like '%@%' then search_key else regexp_replace(search_key, '[^ ]*@[^ ]*', '', 'g') end;

-- A short word is a slip of a name as long, but for a letter: what only begins with its two letters is none ("gate" of "Gallagher").
create function is_as_long(term text, search_key text) returns boolean language sql immutable strict parallel safe
return length(term) > 5 or term like '% %' or exists (
  select from unnest(string_to_array(search_names(term, search_key), ' ')) word
  where abs(length(word) - length(term)) < 2 and similarity(word, term) >= 0.2);

-- A word of an organisation, as an index of words holds it: so what a word costs depends on that organisation alone.
create function lexeme_of(organisation_id uuid, word text) returns text language sql immutable strict parallel safe
return organisation_part(organisation_id) || word;

-- Words of a customer's and their pets' names. Addresses and numbers, each of which one person has, are found by their own indexes.
create function customer_words(organisation_id uuid, search_key text) returns tsvector language sql immutable strict parallel safe
return array_to_tsvector(array(
  select distinct lexeme_of(organisation_id, left(word, 60)) from unnest(string_to_array(search_key, ' ')) word
  where word <> '' and word !~ '@|^[0-9]+$'));
create index customer_words on customer using gin (customer_words(organisation_id, search_key));

-- What has all words of a term, or (`:*`) words that begin so.
create function customer_query(words text[], suffix text default '') returns tsquery language sql stable strict parallel safe
return (select string_agg('''' || replace(replace(lexeme_of(app_organisation_id(), left(word, 60)), '\', '\\'), '''', '''''') || '''' || suffix, ' & ')::tsquery from unnest(words) word);

-- Three thousand customers along the alphabet: how common a word is among them tells how common it is. Along customer_by_name.
create function some_customers(of_organisation uuid) returns table (id uuid, search_key text) language sql stable parallel safe as $$
  select known.id, known.search_key from unnest(array['0', 'b', 'd', 'g', 'j', 'm', 'p', 's', 'v']) letter
  cross join lateral (
    select customer.id, customer.search_key from customer
    where customer.organisation_id = of_organisation and customer.search_key >= '' and customer.search_key >= letter
    order by customer.search_key limit 350) known
$$;

-- Customers whom a term finds: all words of it are theirs or their pets'. First who is called exactly so, or whose name begins with it:
-- by the names' own indexes, never lost however many are found. Then all who have the words somewhere, by the trigrams; where these are
-- too many, first whose words they are, then whose words begin so, by the index of words. Where nobody has them, who has them with a slip
-- of the finger; at last the most alike of those with a word of the same first letter. Which of them come first, find-families-sql.ts says.
-- How common it is, some_customers() tell: of what every fiftieth person has, the indexes would be read for all of them.
create function find_customers(term text, most int) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
declare
  organisation uuid := app_organisation_id();
  part text := organisation_part(app_organisation_id());
  wanted text := search_term(term);
  words text[] := (string_to_array(search_term(term), ' '))[1:6];
  digits text := search_digits(term);
  looked_at uuid[]; keys text[];
  found uuid[]; more uuid[]; met_within uuid[]; met_begins uuid[]; met_whole uuid[];
  many boolean := false; condition text; rare_condition text;
begin
  if wanted = '' then return; end if;
  select coalesce(array_agg(id), '{}') into found from (
    (select id from customer where organisation_id = organisation and name_key = wanted limit most)
    union (select id from customer where organisation_id = organisation and number = case when wanted ~ '^[0-9]{1,9}$' then wanted::int end)
    union (select id from customer where wanted like '%@%' and organisation_id = organisation and email_key = address_key(wanted) limit most)
    union (select id from customer where length(digits) > 6 and organisation_id = organisation and phone = '+' || digits limit most)
    union (select id from customer where organisation_id = organisation and search_key >= wanted and search_key < wanted || U&'\+10FFFF' order by search_key limit most)) exact;
  select array_agg(id), array_agg(search_key) into looked_at, keys from some_customers(organisation);
  select coalesce(array_agg(id), '{}'),
      coalesce(array_agg(id) filter (where not exists (select from unnest(words) word where position(' ' || word in ' ' || key) = 0)), '{}'),
      coalesce(array_agg(id) filter (where not exists (select from unnest(words) word where position(' ' || word || ' ' in ' ' || key || ' ') = 0)), '{}')
    into met_within, met_begins, met_whole
  from unnest(looked_at, keys) known (id, key)
  where not exists (select from unnest(words) word where position(word in key) = 0);
  many := length(wanted) < 3 or cardinality(met_within) >= most;
  if not many then
    select string_agg(format('search_key like any (%L::text[])', word_patterns(word, 'within')), ' and ') into condition from unnest(words) word;
    -- Planned for all that is found, by the trigrams: for the first few, reading everybody until they are met would look cheaper.
    execute 'with met as materialized (select id from customer where organisation_id = $1 and organisation_part(organisation_id) = organisation_part($1) and ' || condition || ')
      select array_agg(id) from (select * from met limit 400) few' into more using organisation;
    found := found || more;
    many := coalesce(cardinality(more) = 400, false);
  end if;
  if many then
    more := met_whole;
    if cardinality(more) < most then
      with met as materialized (select id from customer where organisation_id = organisation and customer_words(organisation_id, search_key) @@ customer_query(words))
      select coalesce(array_agg(id), '{}') into more from (select id from met limit most) few;
    end if;
    if cardinality(more) < most and cardinality(met_begins) < most then
      with met as materialized (select id from customer where organisation_id = organisation and customer_words(organisation_id, search_key) @@ customer_query(words, ':*'))
      select coalesce(array_agg(id), '{}') into met_begins from (select id from met limit most) few;
    end if;
    found := found || more || met_begins || met_within;
  end if;
  if length(digits) >= 3 then
    with met as materialized (select id from customer where organisation_id = organisation and organisation_part(organisation_id) = part and phone is not null and phone like '%' || digits || '%')
    select array_agg(id) into more from (select id from met limit most) few;
    found := found || more;
  end if;
  if cardinality(found) = 0 and length(wanted) >= 4 then
    -- What a piece of a word that many have finds is looked for among the three thousand.
    select string_agg(format('search_key like any (%L::text[])', patterns), ' and '), string_agg(format('search_key like any (%L::text[])', rare), ' and ')
      into condition, rare_condition
    from unnest(words) word cross join lateral (
      select array_agg(pattern) as patterns, coalesce(array_agg(pattern) filter (where (select count(*) from unnest(keys) key where key like pattern) < most), '{}') as rare
      from unnest(word_patterns(word, 'slip')) pattern) asked;
    execute 'with met as materialized (
        select id, search_key from customer where organisation_id = $1 and organisation_part(organisation_id) = organisation_part($1) and ' || rare_condition || ')
      select array_agg(id) from ((select * from met limit 2000) union select * from unnest($3, $4) known (id, search_key) where ' || condition || ') few
      where word_similarity($2, search_names($2, search_key)) >= 0.4 and is_as_long($2, search_key)'
      into found using organisation, wanted, looked_at, keys;
  end if;
  if coalesce(cardinality(found), 0) = 0 and length(wanted) >= 4 then
    execute 'with met as materialized (select id, search_key from customer where organisation_id = $1 and organisation_part(organisation_id) = organisation_part($1) and search_key like any ($2))
      select array_agg(id) from (select * from met limit 2000) few where word_similarity($3, search_names($3, search_key)) >= 0.35 and is_as_long($3, search_key)' into found using organisation, word_patterns(left(wanted, 1), 'begins'), wanted;
  end if;
  return query select distinct unnest(found);
end $$;

grant create on schema public to packpost_lookup; -- needed only to take ownership
alter function find_customers(text, int) owner to packpost_lookup;
revoke create on schema public from packpost_lookup;
revoke execute on function find_customers(text, int) from public;
grant execute on function find_customers(text, int) to packpost_app;
