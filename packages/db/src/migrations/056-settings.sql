-- Settings (O2): the logo, and keys of an organisation's own accounts that are tested before they are saved.

-- The logo: the last part of its public address (020-pictures), which works for ever; null = its name stands there.
alter table organisation add column logo text check (logo ~ '^[a-z2-7]{26}-[1-9][0-9]{0,4}x[1-9][0-9]{0,4}\.(jpg|png|gif)$');

-- What may be shown of a key, and whose account it opens: one account serves one organisation, since suppressions and opt-outs belong to
-- it. The index looks across tenants: who holds the same key learns that somebody else uses it, and nothing more.
alter table provider_key
  add column hint text check (length(hint) <= 4),      -- its last characters
  add column saved_by uuid,                            -- null: before there was a page for it
  add column account text check (account ~ '^[0-9a-f]{64}$'), -- hash of the provider's id of the account
  add constraint provider_key_saved_by foreign key (organisation_id, saved_by) references staff_member (organisation_id, id);
create unique index provider_key_account on provider_key (provider, account) where account is not null;

-- The newest key of a channel that somebody wants to use: the worker asks the provider, and only then it is saved. The key is gone from
-- here once that is decided.
create table provider_key_test (
  organisation_id uuid not null references organisation (id),
  channel text not null check (channel in ('email', 'sms')),
  id uuid not null default uuidv7(),
  provider text not null check (provider in ('postmark', 'twilio')),
  sealed_key text check (sealed_key <> ''),
  asked_by uuid not null,
  asked_at timestamptz(3) not null default app_now(),
  outcome text check (outcome in ('saved', 'wrong_key', 'not_permitted', 'not_live', 'in_use', 'unavailable')),
  provider_message text,
  ended_at timestamptz(3),
  primary key (organisation_id, channel),
  foreign key (organisation_id, asked_by) references staff_member (organisation_id, id),
  constraint provider_key_test_channel check ((channel = 'email') = (provider = 'postmark')),
  constraint provider_key_test_end check ((outcome is null) = (ended_at is null) and (outcome is null or sealed_key is null))
);
call guard_tenant_table('provider_key_test');

-- What a provider has been told to report, and where. No row = nobody has asked us to tell it.
create table provider_registration (
  organisation_id uuid not null references organisation (id),
  channel text not null check (channel in ('email', 'sms')),
  asked_at timestamptz(3) not null default app_now(),  -- by a person, or since key, password or number are others
  tried_at timestamptz(3),
  outcome text check (outcome in ('registered', 'not_reachable', 'refused', 'unavailable')),
  provider_message text,
  registered_at timestamptz(3),
  address text,                                        -- where it reports since then
  account text,                                        -- fingerprint of the account that was told
  primary key (organisation_id, channel)
);
call guard_tenant_table('provider_registration');

-- The password that the provider is told is kept sealed beside its hash, so that it can be told again; null = made before, or where
-- SECRETS_KEY is not set.
alter table webhook_secret add column sealed_password text;

-- Whose pages an address leads to (027-portal), with its logo. Whoever reads the columns of before goes on doing so.
drop function organisation_of_slug(text);
create function organisation_of_slug(p_slug text)
returns table (organisation_id uuid, name text, zone text, brand_color text, mail_language text, support_email text, logo text)
language sql stable security definer set search_path = public as $$
  select id, organisation.name, organisation.zone, organisation.brand_color, organisation.mail_language, organisation.support_email, organisation.logo
  from organisation where slug = p_slug
$$;
do $$ begin
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function organisation_of_slug(text) owner to packpost_lookup;
  revoke execute on function organisation_of_slug(text) from public;
  grant execute on function organisation_of_slug(text) to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
