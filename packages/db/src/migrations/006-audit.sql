-- Who did what (O3). Append-only: the app may add and read, never change.
create table audit (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  at timestamptz(3) not null default app_now(),
  -- Another system of the business acts by a key: it is told apart as staff, customers and Packpost itself are.
  actor_kind text not null check (actor_kind in ('staff', 'customer', 'api_key', 'system')),
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  detail jsonb not null default '{}',
  primary key (id)
);
create index audit_by_subject on audit (organisation_id, subject_kind, subject_id, id);
call guard_tenant_table('audit', 'select, insert');
