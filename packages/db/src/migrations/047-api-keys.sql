-- Keys of the business's other systems (P10). docs/decisions/2026-11-30-http-api.md.
create table api_key (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 80),
  scopes text[] not null check (cardinality(scopes) > 0
    and scopes <@ array['customers:read', 'customers:write', 'mail:send', 'outcomes:read', 'webhooks']),
  created_by uuid not null,
  created_at timestamptz(3) not null default app_now(),
  revoked_at timestamptz(3),
  revoked_by uuid,
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, created_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, revoked_by) references staff_member (organisation_id, id),
  check ((revoked_at is null) = (revoked_by is null))
);
create index api_key_list on api_key (organisation_id, created_at) where created_at > '-infinity';
call guard_tenant_table('api_key');

-- What opens it: shown once, kept as a hash. While one takes over from another both open; each tells when it was used last.
create table api_key_secret (
  organisation_id uuid not null references organisation (id),
  public_part text not null check (public_part ~ '^[A-Za-z0-9]{10}$'), -- of the key as it was shown; no secret
  key_id uuid not null,
  hash text not null,                        -- SHA-256 of the whole key, in hex
  created_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3),                 -- null: as long as its key
  last_used_at timestamptz(3),               -- to the minute
  primary key (public_part, organisation_id),
  foreign key (organisation_id, key_id) references api_key (organisation_id, id) on delete cascade
);
create index api_key_secret_of on api_key_secret (key_id);
call guard_tenant_table('api_key_secret');

-- What was answered to a request that may come again (P10): by its key, and only for the same request.
create table idempotent_answer (
  organisation_id uuid not null references organisation (id),
  key_id uuid not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 255),
  request_hash text not null,                -- SHA-256 of what was asked for
  answer jsonb not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (key_id, idempotency_key, organisation_id),
  foreign key (organisation_id, key_id) references api_key (organisation_id, id) on delete cascade
);
create index idempotent_answer_age on idempotent_answer (organisation_id, created_at) where created_at > '-infinity';
call guard_tenant_table('idempotent_answer');
