-- How an organisation sends: the pace of its streams, its domain, and the secret of its webhook.

-- The pace of a stream, as a reservation of time: a claim of n messages moves next_slot_at on by n times what one takes, a provider's
-- "wait" moves it on for everyone. A row, so that it holds over all workers and restarts. No row = no limit, nothing to wait for.
-- A provider that is down holds the stream for all lanes, and is probed. The streams in our words; what a provider calls them only
-- its adapter knows. A pace is so many messages a second, or one in so many milliseconds: a texting number may send one in 12 s.
-- Whole numbers both, so that neither is a rounding of the other.
create table sender (
  organisation_id uuid not null references organisation (id),
  stream text not null check (stream in ('bulk', 'transactional', 'text', 'alert')),
  per_second int check (per_second between 1 and 10000),
  ms_per_message int check (ms_per_message between 1 and 86400000),
  next_slot_at timestamptz(3) not null default app_now(),
  failures int not null default 0,           -- calls without an answer since the last answered one
  provider_message text,                                -- why
  primary key (organisation_id, stream),
  constraint sender_one_pace check (num_nonnulls(per_second, ms_per_message) <= 1)
);
call guard_tenant_table('sender');

-- The sender's domain as it was last looked at (C17): SPF, DKIM, DMARC and return path, each ok, missing or unknown, with
-- the record to add. No row = never looked at.
create table sender_check (
  organisation_id uuid not null references organisation (id),
  domain text not null check (domain <> '' and length(domain) <= 253),
  checked_at timestamptz(3) not null default app_now(),
  source text not null check (source in ('account', 'dns')), -- asked of the provider's account, or of the DNS alone
  parts jsonb not null,
  provider_message text,                                -- why the provider's account could not be asked
  primary key (organisation_id, domain)
);
call guard_tenant_table('sender_check');

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

-- An organisation's own account at a provider, by channel: suppressions and opt-outs belong to it (O2). No row = the
-- installation's. The key is sealed (AES-256-GCM under SECRETS_KEY, for this organisation and channel alone).
create table provider_key (
  organisation_id uuid not null references organisation (id),
  channel text not null check (channel in ('email', 'sms')),
  provider text not null check (provider in ('postmark', 'twilio')),
  sealed_key text not null check (sealed_key <> ''),
  previous_sealed_key text,                  -- the one before: during a rotation the provider may still sign with it
  changed_at timestamptz(3) not null default app_now(),
  primary key (organisation_id, channel),
  constraint provider_key_channel check ((channel = 'email') = (provider = 'postmark'))
);
call guard_tenant_table('provider_key');
