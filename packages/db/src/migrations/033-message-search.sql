-- Search in messages (V12): whatever text stands in a thread, by its words, the newest first. docs/decisions/2026-11-29-search.md.

-- The words of a text in the form in which names compare (003-name-rules), in their order: letters and digits, each sign of Chinese
-- and Japanese a word of its own, since no spaces part theirs.
create function words_of(told text) returns setof text language sql immutable strict parallel safe rows 20
begin atomic
  select left(word, 60) from regexp_split_to_table(
    regexp_replace(fold_text(told), '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])', ' \1 ', 'g') collate "pg_unicode_fast", '[^[:alnum:]]+') word
  where word <> '';
end;

-- The month too is a lexeme (words have no point in them): a search for what many entries have looks month by month.
create function month_lexeme(organisation_id uuid, at timestamptz) returns text language sql immutable strict parallel safe
return lexeme_of(organisation_id, '.' || extract(year from at at time zone 'UTC') * 100 + extract(month from at at time zone 'UTC'));

create function entry_lexemes(organisation_id uuid, at timestamptz, told text) returns tsvector language sql immutable strict parallel safe
return array_to_tsvector(array(
  select distinct lexeme_of(organisation_id, word) from words_of(told) word union all select month_lexeme(organisation_id, at)));

-- The words of entries, apart from them: an entry is written anew whenever a text or a notice of it moves, its words are not.
create table entry_words (
  organisation_id uuid not null references organisation (id),
  entry_id uuid not null,
  at timestamptz(3) not null,
  words tsvector not null,
  primary key (entry_id, organisation_id),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id)
);
-- Without a pending list: each writer pays its twenty look-ups, none the thousands of others.
create index entry_words_search on entry_words using gin (words) with (fastupdate = off);
create index entry_words_by_time on entry_words (organisation_id, at desc, entry_id desc) where at > '-infinity';
call guard_tenant_table('entry_words', 'select, insert, update');

-- What staff see of it: of a mail what its sender wrote, of an automatic reply all.
create function keep_entry_words() returns trigger language plpgsql as $$
begin
  insert into entry_words (organisation_id, entry_id, at, words)
  values (new.organisation_id, new.id, new.at, entry_lexemes(new.organisation_id, new.at,
    case when new.kind = 'auto_reply' then left(coalesce(new.full_text, new.body), 10000) else new.body end))
  on conflict (entry_id, organisation_id) do update set words = excluded.words;
  return null;
end $$;
create trigger keep_entry_words after insert or update of body on entry for each row when (new.body <> '') execute function keep_entry_words();

-- What a search asks for: all words, the last one also as a beginning, or these two apart. Null: nothing to look for. A single letter
-- is no beginning.
create function message_query(term text, part text default 'all') returns tsquery language sql stable strict parallel safe
return (select string_agg(quote_literal(lexeme_of(app_organisation_id(), word)) || case when place = last and length(word) > 1 then ':*' else '' end, ' & ')::tsquery
  from (select word, place, max(place) over () as last from words_of(term) with ordinality w (word, place)) asked
  where part = 'all' or (place = last) = (part = 'last'));

-- Entries that have all words of a term, the newest first, from a place on. As the look-up role: `@@` is not leakproof, so under
-- row-level security the index would serve nobody. It names the session's organisation itself; the asker's scope is the caller's.
-- First the newest few thousand are looked through: what many have is among them. Else the index says who has it (of what begins so
-- in every tenth entry it would read too much: that is asked of each entry that has the other words), and if that are
-- too many to put in order, month by month; a month that is full of it is walked through.
create function search_entries(term text, before_at timestamptz, before_id uuid, most int) returns table (found_id uuid, found_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set timezone = 'UTC' set enable_seqscan = off as $$
declare
  organisation uuid := app_organisation_id();
  wanted tsquery := message_query(term);
  last tsquery := message_query(term, 'last');
  asked tsquery := message_query(term);
  common int;
  sortable constant int := 2000;
  ids uuid[]; ats timestamptz[];
  oldest timestamptz; month timestamptz;
  still int := most; given int;
begin
  if wanted is null then return; end if;
  select array_agg(entry_id) filter (where words @@ wanted), array_agg(at) filter (where words @@ wanted), count(*) filter (where words @@ last)
    into ids, ats, common
  from (
    select entry_id, at, words from entry_words
    where organisation_id = organisation and at > '-infinity' and (at, entry_id) < (before_at, before_id)
    order by at desc, entry_id desc limit 3000) newest;
  if cardinality(ids) >= most then
    return query select * from unnest(ids, ats) hit (id, at) order by hit.at desc, hit.id desc limit most;
    return;
  end if;
  -- `@@` is the index's; its function is no operator of any index.
  if common > 300 then asked := coalesce(message_query(term, 'others'), wanted); end if;
  select array_agg(entry_id), array_agg(at) into ids, ats from (
    select entry_id, at from entry_words
    where organisation_id = organisation and words @@ asked and ts_match_vq(words, wanted) and (at, entry_id) < (before_at, before_id) limit sortable + 1) hit;
  if coalesce(cardinality(ids), 0) <= sortable then
    return query select * from unnest(ids, ats) hit (id, at) order by hit.at desc, hit.id desc limit most;
    return;
  end if;
  select min(w.at), date_trunc('month', max(w.at)) into oldest, month from (
    (select at from entry_words where organisation_id = organisation and at > '-infinity' and at <= before_at order by at desc, entry_id desc limit 1)
    union all (select at from entry_words where organisation_id = organisation and at > '-infinity' order by at, entry_id limit 1)) w;
  while still > 0 and month + interval '1 month' > oldest loop
    select array_agg(entry_id), array_agg(at) into ids, ats from (
      select entry_id, at from entry_words
      where organisation_id = organisation and words @@ (asked && quote_literal(month_lexeme(organisation, month))::tsquery) and ts_match_vq(words, wanted)
        and (at, entry_id) < (before_at, before_id) limit sortable + 1) hit;
    if cardinality(ids) > sortable then
      -- A walk along the time.
      return query select entry_id, at::timestamptz from entry_words
        where organisation_id = organisation and at > '-infinity' and at >= month and at < month + interval '1 month'
          and (at, entry_id) < (before_at, before_id) and ts_match_vq(words, wanted)
        order by at desc, entry_id desc limit still;
    else
      return query select * from unnest(ids, ats) hit (id, at) order by hit.at desc, hit.id desc limit still;
    end if;
    get diagnostics given = row_count;
    still := still - given;
    month := month - interval '1 month';
  end loop;
end $$;

grant select on entry_words to packpost_lookup;
create policy lookup on entry_words for select to packpost_lookup using (true);
grant create on schema public to packpost_lookup; -- needed only to take ownership
alter function search_entries(text, timestamptz, uuid, int) owner to packpost_lookup;
revoke create on schema public from packpost_lookup;
revoke execute on function search_entries(text, timestamptz, uuid, int) from public;
grant execute on function search_entries(text, timestamptz, uuid, int) to packpost_app;
