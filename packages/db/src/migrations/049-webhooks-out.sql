-- Where outcomes are reported to, as they change (P10). docs/decisions/2026-11-30-http-api.md.
create table webhook_endpoint (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  url text not null check (length(url) between 8 and 2000),
  name text not null check (length(name) between 1 and 80),
  -- The signing secret follows from this and the installation's own: who reads the database can sign nothing.
  secret_salt text not null,
  previous_secret_salt text,
  secret_changed_at timestamptz(3) not null default app_now(),
  created_by uuid not null,
  created_at timestamptz(3) not null default app_now(),
  disabled_at timestamptz(3),
  disabled_why text check (disabled_why in ('by_hand', 'failing', 'gone')),
  -- How far it has been told (core/outcome/read-changes), and how many changes the message holds that is being tried: a try again is
  -- the same message.
  transaction_id bigint not null,
  change_id uuid not null default '00000000-0000-0000-0000-000000000000',
  changes_read int not null default 0,
  pending_changes int,
  -- Since when it fails, how often in a row, and when it is tried next.
  failures int not null default 0,
  failing_since timestamptz(3),
  next_try_at timestamptz(3),
  test_asked_at timestamptz(3),              -- somebody waits for a test message
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, created_by) references staff_member (organisation_id, id),
  check ((disabled_at is null) = (disabled_why is null)),
  check ((failures > 0) = (failing_since is not null))
);
create index webhook_endpoint_list on webhook_endpoint (organisation_id, created_at) where created_at > '-infinity';
call guard_tenant_table('webhook_endpoint');

-- The newest tries of each, for whoever looks why nothing arrives. No body: what was sent is read again from the outcomes.
create table webhook_attempt (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  endpoint_id uuid not null,
  at timestamptz(3) not null default app_now(),
  message_id text not null,                  -- its header webhook-id
  kind text not null check (kind in ('outcomes', 'test')),
  outcomes int not null,
  status int,                                -- what was answered; null: nothing
  error text,                                -- why nothing was
  duration_ms int not null,
  primary key (id),
  foreign key (organisation_id, endpoint_id) references webhook_endpoint (organisation_id, id) on delete cascade
);
create index webhook_attempt_of on webhook_attempt (endpoint_id, at desc);
call guard_tenant_table('webhook_attempt');

-- Endpoints that have something to tell (the sweep): some change behind their place, of a transaction that is done.
grant select on webhook_endpoint to packpost_lookup;
grant select (organisation_id, transaction_id, id, recipient_ids, delivery_ids) on outcome_change to packpost_lookup;
create policy lookup on webhook_endpoint for select to packpost_lookup using (true);
create policy lookup on outcome_change for select to packpost_lookup using (true);
create function webhook_endpoints_with_work() returns table (organisation_id uuid, endpoint_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select endpoint.organisation_id, endpoint.id from webhook_endpoint endpoint
  where (endpoint.disabled_at is null and coalesce(endpoint.next_try_at <= app_now(), true) and exists (
      select from outcome_change change
      where change.organisation_id = endpoint.organisation_id and change.transaction_id >= 0
        and (change.transaction_id, change.id) >= (endpoint.transaction_id, endpoint.change_id)
        and change.transaction_id < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
        and (change.id <> endpoint.change_id or cardinality(coalesce(change.recipient_ids, change.delivery_ids)) > endpoint.changes_read)))
    or endpoint.test_asked_at is not null
$$;
grant create on schema public to packpost_lookup; -- needed only to take ownership
alter function webhook_endpoints_with_work() owner to packpost_lookup;
revoke create on schema public from packpost_lookup;
revoke execute on function webhook_endpoints_with_work() from public;
grant execute on function webhook_endpoints_with_work() to packpost_app;
