-- Of two words that each twentieth person has, few have both: no sample meets enough of them, and the trigrams of both words were read whole
-- (a page of the customers' list took 117 ms of a million, 54 since). Their index of words is asked first; of those that more than four hundred have, the trigrams are not (024-search).

create or replace function find_customers(term text, most int) returns setof uuid
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
  -- Whose words they are: all of them, unless the sample has met so many that some will do.
  if not many or cardinality(met_whole) < most then
    with met as materialized (select id from customer where organisation_id = organisation and customer_words(organisation_id, search_key) @@ customer_query(words))
    select coalesce(array_agg(id), '{}') into met_whole from (select id from met limit case when many then most else 400 end) few;
  end if;
  if not many and cardinality(met_whole) = 400 then
    many := true;
    met_whole := met_whole[1:most];
  end if;
  if not many then
    select string_agg(format('search_key like any (%L::text[])', word_patterns(word, 'within')), ' and ') into condition from unnest(words) word;
    -- Planned for all that is found, by the trigrams: for the first few, reading everybody until they are met would look cheaper.
    execute 'with met as materialized (select id from customer where organisation_id = $1 and organisation_part(organisation_id) = organisation_part($1) and ' || condition || ')
      select array_agg(id) from (select * from met limit 400) few' into more using organisation;
    found := found || more;
    many := coalesce(cardinality(more) = 400, false);
  end if;
  if many then
    if cardinality(met_whole) < most and cardinality(met_begins) < most then
      with met as materialized (select id from customer where organisation_id = organisation and customer_words(organisation_id, search_key) @@ customer_query(words, ':*'))
      select coalesce(array_agg(id), '{}') into met_begins from (select id from met limit most) few;
    end if;
    found := found || met_whole || met_begins || met_within;
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
