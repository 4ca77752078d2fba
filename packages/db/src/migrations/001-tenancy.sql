-- Organisations, staff, and the two walls between tenants: every statement names its organisation,
-- and row-level security lets a transaction see only the one it has set.

do $$ begin
  -- The app's role: owns nothing, cannot bypass row-level security. `npm start` gives it a password.
  if not exists (select from pg_roles where rolname = 'packpost_app') then create role packpost_app login; end if;
  -- Owner of the few named look-ups across tenants; nobody can sign in as it.
  if not exists (select from pg_roles where rolname = 'packpost_lookup') then create role packpost_lookup nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of this cluster migrated at the same moment
end $$;

create extension if not exists pg_trgm;
grant usage on schema public to packpost_app, packpost_lookup;

-- The clock of every deadline. Tests with skipped time replace this function, nothing else.
create function app_now() returns timestamptz language sql stable parallel safe as $$ select now() $$;

-- The organisation of the running transaction; null (and so no row) when none was set.
create function app_organisation_id() returns uuid language sql stable parallel safe leakproof as
$$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;

-- Keys and indexes lead with the selective column, the organisation comes last: the policy adds `organisation_id = …` to every
-- plan, and an index that began with it would invite walks through a whole organisation wherever statistics lag behind (a new
-- tenant's first import: standing of 3,000 customers took over 10 minutes, now a second).

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

create table installation (
  only_row boolean primary key default true check (only_row),
  sending_stopped_at timestamptz(3)
);
insert into installation default values;
grant select, update on installation to packpost_app;

create table organisation (
  id uuid primary key default uuidv7(),
  name text not null check (name <> ''),
  zone text not null default 'UTC',
  postal_address text,
  support_email text,
  sender_name text not null,
  sender_email text not null,
  brand_color text not null default '#1F5C4D' check (brand_color ~ '^#[0-9A-Fa-f]{6}$'),
  sending_stopped_at timestamptz(3),
  raw_event_retention_days int not null default 45 check (raw_event_retention_days between 1 and 3650),
  created_at timestamptz(3) not null default app_now()
);
call guard_tenant_table('organisation', organisation_column => 'id');

-- A person who can sign in belongs to an organisation through this row; auth_user is better-auth's table.
create table staff_member (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'senior', 'basic')),
  ended_at timestamptz(3),
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  unique (user_id, organisation_id)
);
create index staff_member_user on staff_member (user_id);
call guard_tenant_table('staff_member');

-- Who did what (O3). Append-only: the app may add and read, never change.
create table audit (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  at timestamptz(3) not null default app_now(),
  actor_kind text not null check (actor_kind in ('staff', 'customer', 'system')),
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  detail jsonb not null default '{}',
  primary key (id)
);
create index audit_by_subject on audit (organisation_id, subject_kind, subject_id, id);
call guard_tenant_table('audit', 'select, insert');

-- Look-ups across tenants: named, narrow, owned by a role that can do nothing else.
grant select on organisation, staff_member to packpost_lookup;
create policy lookup on organisation for select to packpost_lookup using (true);
create policy lookup on staff_member for select to packpost_lookup using (true);

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
