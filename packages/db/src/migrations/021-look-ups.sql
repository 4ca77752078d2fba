-- What looks across tenants: named, narrow functions that run as packpost_lookup, a role that can only read and as which nobody can
-- sign in. test/db/catalogue.test.ts lists them; docs/decisions/2026-11-22-look-ups-across-tenants.md says why it is done so.
grant select on organisation, staff_member, customer, broadcast, delivery to packpost_lookup;
grant select (broadcast_id, ended_at, call_until) on attempt to packpost_lookup;
grant select (organisation_id, drop_reason) on recipient to packpost_lookup;
create policy lookup on organisation for select to packpost_lookup using (true);
create policy lookup on staff_member for select to packpost_lookup using (true);
create policy lookup on customer for select to packpost_lookup using (true);
create policy lookup on broadcast for select to packpost_lookup using (true);
create policy lookup on delivery for select to packpost_lookup using (true);
create policy lookup on attempt for select to packpost_lookup using (true);
create policy lookup on recipient for select to packpost_lookup using (true);

-- Sign-in.
create function memberships_of_user(p_user_id uuid)
returns table (organisation_id uuid, staff_member_id uuid, role text, name text, organisation_name text, zone text)
language sql stable security definer set search_path = public as $$
  select s.organisation_id, s.id, s.role, s.name, o.name, o.zone
  from staff_member s join organisation o on o.id = s.organisation_id
  where s.user_id = p_user_id and s.ended_at is null
  order by s.created_at, s.id
$$;

-- Which organisations exist: schedules and the simulator's set-up walk them one by one.
create function list_organisation_ids() returns setof uuid
language sql stable security definer set search_path = public as $$ select id from organisation order by id $$;

-- Trigram search works only outside row-level security (ILIKE is not leakproof), so it runs as the look-up role and names the
-- session's organisation itself. `%` and `_` in the term are taken literally. It folds its term once and plans for that term: the
-- planner must see how rare its trigrams are. One or two letters make no trigram (the index would be read whole and every customer
-- looked at): the names' index holds the same text.
-- Planned for the first sixty, a term that nobody has ("zzz") looked cheapest by reading everybody until sixty are found: 2.3 s at
-- a million, for one keystroke. So it is planned for all that is found, by the trigram index. What every other person has
-- would be slow that way (200 ms): where few are wanted, some thousands are looked through first.
create function search_customers(term text, most int default 10000) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare wanted text := search_term(term); ids uuid[];
begin
  if length(wanted) >= 3 then
    if most <= 100 then
      select array_agg(id) into ids from (
        select id from (select id, search_key from customer where organisation_id = app_organisation_id() limit 3000) looked
        where position(wanted in search_key) > 0 limit most) frequent;
      if cardinality(ids) = most then
        return query select unnest(ids);
        return;
      end if;
    end if;
    return query with found as materialized (
        select id from customer
        where organisation_id = app_organisation_id() and organisation_part(organisation_id) = organisation_part(app_organisation_id())
          and search_key like '%' || replace(replace(replace(wanted, '\', '\\'), '%', '\%'), '_', '\_') || '%')
      select id from found limit most;
  else
    return query select id from customer
      where organisation_id = app_organisation_id() and search_key >= '' and position(wanted in search_key) > 0
      limit most;
  end if;
end $$;

-- Broadcasts that need their workflow started or woken (the sweep). Whatever has an open attempt is swept, whatever the broadcast's state.
create function broadcasts_with_work(p_unseen_for interval default '30 seconds')
returns table (organisation_id uuid, broadcast_id uuid, kind text, sending boolean, unseen boolean)
language sql stable security definer set search_path = public as $$
  select organisation_id, id, kind, status = 'sending', revision <> observed_revision and changed_at < app_now() - p_unseen_for
  from broadcast
  where status in ('scheduled', 'sending', 'paused') or (status = 'cancelled' and revision <> observed_revision)
    or id in (select attempt.broadcast_id from attempt where attempt.ended_at is null and attempt.call_until < app_now())
$$;

-- Deliveries whose workflow may have been lost between commit and start (the sweep).
create function deliveries_with_work(p_older_than interval default '30 seconds')
returns table (organisation_id uuid, delivery_id uuid, purpose text)
language sql stable security definer set search_path = public as $$
  select organisation_id, id, purpose from delivery where status in ('waiting', 'claimed') and created_at < app_now() - p_older_than
  order by created_at limit 1000
$$;

-- Organisations with refusals to explain (the sweep).
create function organisations_with_unexplained_drops() returns table (organisation_id uuid)
language sql stable security definer set search_path = public as $$
  select distinct organisation_id from recipient where drop_reason = 'inactive'
$$;

-- They run as packpost_lookup, and only the app may call them.
do $$
declare look_up regprocedure;
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  foreach look_up in array array['memberships_of_user(uuid)', 'list_organisation_ids()', 'search_customers(text, int)',
    'broadcasts_with_work(interval)', 'deliveries_with_work(interval)', 'organisations_with_unexplained_drops()']::regprocedure[] loop
    execute format('alter function %s owner to packpost_lookup', look_up);
    execute format('revoke execute on function %s from public', look_up);
    execute format('grant execute on function %s to packpost_app', look_up);
  end loop;
  revoke create on schema public from packpost_lookup;
end $$;
