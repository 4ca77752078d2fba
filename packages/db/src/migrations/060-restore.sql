-- A database that was put back from a backup does not know what was sent since: it sends nothing until that has been compared with the
-- providers (O4). How it is told, and what cannot be: docs/decisions/2026-11-30-a-restored-database.md.

-- Which database this is, by what no backup carries over: the cluster, its timeline (raised by every recovery to a point in time and every
-- failover), the database and the table in it; and when the server started, since files can be put back only while it stands still.
create function database_identity() returns jsonb language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare timeline int;
begin
  begin
    timeline := ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int;
  exception when others then -- a server that does not show its log tells the timeline of its newest checkpoint
    timeline := (select timeline_id from pg_control_checkpoint());
  end;
  return jsonb_build_object('cluster', (select system_identifier::text from pg_control_system()), 'timeline', timeline,
    'database', (select oid::text from pg_database where datname = current_database()), 'table', 'public.installation'::regclass::oid::text,
    'started', extract(epoch from pg_postmaster_start_time())::text);
end $$;

alter table installation
  add column id uuid not null default gen_random_uuid(), -- whose the mark in Temporal is
  add column identity jsonb,                 -- database_identity() as a worker last found it in order; null: none has looked yet
  -- Counted up by every worker's look, every few seconds, and then written down in Temporal: a database whose count is behind that mark
  -- has lost what came after it.
  add column beat bigint not null default 0,
  add column beat_at timestamptz(3),
  add column held_at timestamptz(3),         -- since when all sending is held
  add column held_because text check (held_because in ('another_database', 'another_timeline', 'went_back', 'by_hand')),
  add column held_beat bigint,               -- what Temporal's mark said
  -- What was sent in between may be unknown here: from the newest look that the backup has until it was recognised. Kept after the release:
  -- what was planned for this time is asked about.
  add column lost_from timestamptz(3),
  add column lost_until timestamptz(3),
  add column released_at timestamptz(3),
  add column release_reason text,            -- why it was released before all was compared
  add check ((held_at is null) = (held_because is null)),
  add check ((lost_from is null) = (lost_until is null));
grant update (identity, beat, beat_at, held_at, held_because, held_beat, lost_from, lost_until) on installation to packpost_app;

-- Workers hold; only the operator (the owner of the tables) releases.
create function keep_held() returns trigger language plpgsql as $$
begin
  if old.held_at is not null and current_user = 'packpost_app' then
    raise insufficient_privilege using message = 'sending is held until the operator releases it';
  end if;
  return new;
end $$;
create trigger keep_held before update on installation for each row execute function keep_held();

-- Why nothing may be claimed now in the whole installation, null = it may. Asked by every claim, in its own statement: a database that is
-- another one, or whose server has started anew, is `unchecked` until a worker has looked at it, whoever has noticed.
create function sending_stop() returns text language sql stable as $$
  select case when held_at is not null then 'held'
    when sending_stopped_at is not null then 'stopped'
    when identity is not null and identity <> database_identity() then 'unchecked' end
  from installation
$$;

-- What the providers have been asked since the hold began, by organisation and channel.
create table restore_reconciliation (
  organisation_id uuid not null references organisation (id),
  channel text not null check (channel in ('email', 'sms')),
  held_at timestamptz(3) not null,           -- of which hold
  begun_at timestamptz(3) not null default app_now(), -- when the newest list was asked for
  completed_at timestamptz(3),               -- a list that was late enough to show everything has been written down
  found int not null default 0,              -- messages that are now known to have been sent
  unplaced int not null default 0,           -- messages of which nothing here can be said to be theirs
  partial boolean not null default false,    -- the provider did not show all of them
  provider_message text,                     -- why the newest list did not come
  primary key (organisation_id, channel)
);
call guard_tenant_table('restore_reconciliation');

-- Messages that the provider has and of which nothing here could be said to be theirs. Kept as long as raw events: whoever is written down
-- later, since their campaign's audience was not in the backup, is found here and not sent to again.
create table message_after_backup (
  organisation_id uuid not null references organisation (id),
  provider_message_id text not null,
  channel text not null check (channel in ('email', 'sms')),
  sent_at timestamptz(3) not null,
  -- Of a mail: what we gave along. A text has none: it is known by its words and number.
  attempt_id uuid,
  recipient_id uuid,
  broadcast_id uuid,
  purpose text,
  address text not null,                     -- as a key of an address; the number
  words text,
  found_at timestamptz(3) not null default app_now(),
  primary key (provider_message_id, organisation_id)
);
create index message_after_backup_address on message_after_backup (address, organisation_id);
create index message_after_backup_broadcast on message_after_backup (broadcast_id) where broadcast_id is not null;
call guard_tenant_table('message_after_backup');

-- How far the comparison is, over all organisations: what the release asks for.
create function restore_progress()
returns table (open_calls bigint, organisations bigint, complete bigint, partial bigint, found bigint, unplaced bigint, problem text)
language sql stable security definer set search_path = public as $$
  with mine as (
    select organisation.id as organisation_id, channel.channel, reconciliation.completed_at, reconciliation.partial, reconciliation.found,
      reconciliation.unplaced, reconciliation.provider_message
    from organisation cross join (values ('email'), ('sms')) channel (channel)
    left join restore_reconciliation reconciliation on reconciliation.organisation_id = organisation.id and reconciliation.channel = channel.channel
      and reconciliation.held_at = (select held_at from installation)
  )
  select (select count(*) from attempt where ended_at is null) + (select count(*) from delivery where status = 'claimed'),
    count(distinct organisation_id), count(distinct organisation_id) - count(distinct organisation_id) filter (where completed_at is null or provider_message is not null),
    count(*) filter (where partial), coalesce(sum(found), 0), coalesce(sum(unplaced), 0), max(provider_message)
  from mine
$$;
grant select on restore_reconciliation, installation to packpost_lookup;
create policy lookup on restore_reconciliation for select to packpost_lookup using (true);
do $$
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function restore_progress() owner to packpost_lookup;
  revoke execute on function restore_progress() from public;
  grant execute on function restore_progress() to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
