-- The installation and its organisations.

-- The installation's stop switch belongs to its operator (npm run sending); web and worker only obey it.
create table installation (
  only_row boolean primary key default true check (only_row),
  sending_stopped_at timestamptz(3)
);
insert into installation default values;
grant select on installation to packpost_app;

create table organisation (
  id uuid primary key default uuidv7(),
  name text not null check (name <> ''),
  -- How its customers' own pages are addressed (P6): `/portal/{slug}`. The default is asked for each row, so each has another.
  slug text not null unique default 'o-' || left(replace(gen_random_uuid()::text, '-', ''), 10)
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  zone text not null default 'UTC',
  postal_address text,
  support_email text,
  sender_name text not null,
  sender_email text not null,
  brand_color text not null default '#1F5C4D' check (brand_color ~ '^#[0-9A-Fa-f]{6}$'),
  -- The language that its mails say they are in (K27): one of `mailLanguages` in core/content/compile/mail-language.
  mail_language text not null default 'en' check (mail_language ~ '^[a-z]{2,3}$'),
  sending_stopped_at timestamptz(3),
  -- Waves (C13): at most mass_cap people at once; the next wave opens wave_pause_seconds after nobody of the last one waits.
  mass_cap int check (mass_cap >= 1),
  wave_pause_seconds int not null default 0 check (wave_pause_seconds between 0 and 604800),
  raw_event_retention_days int not null default 45 check (raw_event_retention_days between 1 and 3650),
  -- Each organisation proves its sender's domain by a record of its own (C17): two of one installation share the provider's
  -- account, so what that says of a domain tells nothing of whose it is. The default is asked for each row, so each has another.
  domain_proof text not null default replace(gen_random_uuid()::text, '-', '') check (domain_proof ~ '^[0-9a-f]{32}$'),
  -- V5: so long a message may be unread before it is mailed.
  unread_mail_seconds int not null default 180 check (unread_mail_seconds between 10 and 86400),
  created_at timestamptz(3) not null default app_now()
);
call guard_tenant_table('organisation', organisation_column => 'id');
