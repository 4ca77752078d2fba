-- A second factor for staff (O1), and how fresh the proof is that a session's person is who they are. Like auth_*: above tenants,
-- since a person signs in once for all their organisations. Whoever reads these tables names the session's own user.

-- A sign-in proves; a session from before this migration has proved nothing lately. Compared with now(), as better-auth's own
-- instants are.
alter table auth_session add column "provenAt" timestamptz, add column "factorProvenAt" timestamptz, add column "seenAt" timestamptz;
alter table auth_session alter column "provenAt" set default current_timestamp, alter column "seenAt" set default current_timestamp;

-- A WebAuthn credential. Its name is ours: what the authenticator shows is the account's address (T66).
create table passkey (
  id uuid not null default uuidv7() primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  sign_count bigint not null default 0,
  transports text[] not null default '{}',
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz(3) not null default app_now(),
  last_used_at timestamptz(3)
);
create index passkey_user on passkey (user_id);

-- An authenticator app (TOTP, RFC 6238): one an account. Without confirmed_at it is being set up and counts for nothing.
-- last_step is the time step of the newest code that was taken: a code opens once.
create table authenticator (
  user_id uuid not null primary key references auth_user (id) on delete cascade,
  sealed_secret text not null,
  confirmed_at timestamptz(3),
  last_step bigint not null default 0,
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default app_now()
);

-- Each opens once, in place of a factor that is lost. 80 bits of chance, so a plain hash keeps them.
create table recovery_code (
  id uuid not null default uuidv7() primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null default app_now(),
  unique (user_id, code_hash)
);

grant select, insert, update, delete on passkey, authenticator, recovery_code to packpost_app;

-- Owners and admins who sign in after this instant need a second factor; null = nobody does.
alter table organisation add column second_factor_required_since timestamptz(3);

-- With that instant; a process from before this migration reads the columns that it knows.
drop function memberships_of_user(uuid);
create function memberships_of_user(p_user_id uuid)
returns table (organisation_id uuid, staff_member_id uuid, role text, name text, organisation_name text, zone text, second_factor_required_since timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.organisation_id, s.id, s.role, s.name, o.name, o.zone, o.second_factor_required_since
  from staff_member s join organisation o on o.id = s.organisation_id
  where s.user_id = p_user_id and s.ended_at is null
  order by s.created_at, s.id
$$;
do $$ begin
  grant create on schema public to packpost_lookup;
  alter function memberships_of_user(uuid) owner to packpost_lookup;
  revoke create on schema public from packpost_lookup;
end $$;
revoke execute on function memberships_of_user(uuid) from public;
grant execute on function memberships_of_user(uuid) to packpost_app;

-- What was asked of a browser and is answered within minutes, once: the second step of a sign-in after the right password, and the
-- challenges that passkeys sign. Without a user where whoever signs in is not known yet. password_mark is of the hash that was right.
create table sign_in_challenge (
  id uuid not null default uuidv7() primary key,
  kind text not null check (kind in ('second_step', 'passkey_sign_in', 'passkey_add', 'passkey_prove')),
  token_hash text not null unique,
  user_id uuid references auth_user (id) on delete cascade,
  password_mark text,
  expires_at timestamptz(3) not null
);
create index sign_in_challenge_expiry on sign_in_challenge (expires_at);
-- "update" only to lock what is forgotten.
grant select, insert, update, delete on sign_in_challenge to packpost_app;
