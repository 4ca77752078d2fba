-- The secret of an organisation's webhook path (C17): kept as a hash alone, the one before it valid too while the provider
-- is told the new one.
create table webhook_secret (
  organisation_id uuid not null references organisation (id),
  current_hash text not null check (current_hash ~ '^[0-9a-f]{64}$'),
  previous_hash text check (previous_hash ~ '^[0-9a-f]{64}$'),
  changed_at timestamptz(3) not null default app_now(),
  primary key (organisation_id)
);
call guard_tenant_table('webhook_secret', 'select, insert, update');
