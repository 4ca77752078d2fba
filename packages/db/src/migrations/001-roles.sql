-- The roles, the clock, and the second wall between tenants: every statement names its organisation, and row-level security
-- lets a transaction see only the one that it has set.

do $$ begin
  -- The app's role: owns nothing, cannot bypass row-level security. `npm start` gives it a password.
  if not exists (select from pg_roles where rolname = 'packpost_app') then create role packpost_app login; end if;
  -- Owner of the few named look-ups across tenants; nobody can sign in as it.
  if not exists (select from pg_roles where rolname = 'packpost_lookup') then create role packpost_lookup nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of this cluster migrated at the same moment
end $$;

create extension if not exists pg_trgm;
create extension if not exists btree_gin; -- an organisation beside trigrams
grant usage on schema public to packpost_app, packpost_lookup;

-- The clock of every deadline. Tests with skipped time replace this function, nothing else.
create function app_now() returns timestamptz language sql stable parallel safe as $$ select now() $$;

-- The organisation of the running transaction; null (and so no row) when none was set.
create function app_organisation_id() returns uuid language sql stable parallel safe leakproof as
$$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;

-- Keys and indexes lead with the selective column, the organisation comes last: the policy adds `organisation_id = …` to every
-- plan, and an index that began with it would invite walks through a whole organisation wherever statistics lag behind (a new
-- tenant's first import: eligibility of 3,000 customers took over 10 minutes, now a second). The indexes that do begin with the
-- organisation or the campaign, for lists and for retention, have a predicate that is always true (`search_key >= ''`,
-- `reasons >= 0`, `received_at > '-infinity'`): whoever wants such an index says it. A look-up by key does not, else the planner,
-- where no statistics know a new organisation or pass yet, takes any index that begins with it for as good as the key.

-- Called once for each tenant table: row-level security on, for the owner too, and the app's grants.
create procedure guard_tenant_table(tenant_table regclass, privileges text default 'select, insert, update, delete',
                                    organisation_column text default 'organisation_id')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant on %s to packpost_app using (%I = nullif(current_setting(''app.organisation_id'', true), '''')::uuid)', tenant_table, organisation_column);
  execute format('grant %s on %s to packpost_app', privileges, tenant_table);
end $$;

-- For the tables that the engine writes by the thousand, after guard_tenant_table: the tenant is read once a statement. The other
-- way it is read and parsed for every row, a microsecond each time; but the planner then knows the tenant, which lists need.
create procedure read_tenant_once(tenant_table regclass) language plpgsql as $$
begin
  execute format('alter policy tenant on %s using (organisation_id = (select nullif(current_setting(''app.organisation_id'', true), '''')::uuid))', tenant_table);
end $$;

-- Called for each cause of something derived. Transition tables allow one event a trigger, so each cause has three.
create procedure run_after_changes(cause regclass, function_name text) language plpgsql as $$
begin
  execute format('create trigger %s_insert after insert on %s referencing new table as new_rows for each statement execute function %s()', function_name, cause, function_name);
  execute format('create trigger %s_delete after delete on %s referencing old table as old_rows for each statement execute function %s()', function_name, cause, function_name);
  execute format('create trigger %s_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function %s()', function_name, cause, function_name);
end $$;
