-- An organisation's own account at a provider, by channel: suppressions and opt-outs belong to it (O2). No row = the
-- installation's. The key is sealed (AES-256-GCM under SECRETS_KEY, for this organisation and channel alone).
create table provider_key (
  organisation_id uuid not null references organisation (id),
  channel text not null check (channel in ('email')),
  provider text not null check (provider in ('postmark')),
  sealed_key text not null check (sealed_key <> ''),
  changed_at timestamptz(3) not null default app_now(),
  primary key (organisation_id, channel)
);
call guard_tenant_table('provider_key');
