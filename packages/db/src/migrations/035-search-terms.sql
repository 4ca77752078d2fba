-- A search folds its term once and plans for that term: the planner must see how rare its trigrams are. One or two letters
-- make no trigram, the names' index holds the same text.
create or replace function search_customers(term text, most int default 10000) returns setof uuid
language plpgsql stable security definer set search_path = public set plan_cache_mode = force_custom_plan as $$
declare wanted text := search_term(term);
begin
  if length(wanted) >= 3 then
    return query select id from customer
      where organisation_id = app_organisation_id()
        and search_key like '%' || replace(replace(replace(wanted, '\', '\\'), '%', '\%'), '_', '\_') || '%'
      limit most;
  else
    return query select id from customer
      where organisation_id = app_organisation_id() and search_key >= '' and position(wanted in search_key) > 0
      limit most;
  end if;
end $$;
