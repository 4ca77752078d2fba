-- The customers' own pages (P6): signing in by a code that is mailed, and who is signed in. docs/decisions/2026-11-29-portal.md.

-- The code of a mailbox, the same for its whole life however often it is asked for (T46). Whether anybody has that mailbox makes no
-- difference here, so that nobody learns it. Neither digits nor link are stored: both follow from the id and the web's secret.
create table portal_code (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  email_key text not null check (length(email_key) between 3 and 320),
  link_hash text not null,                   -- SHA-256 of the link's token
  asked_at timestamptz(3) not null default app_now(), -- the last time that it was mailed
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (id),
  unique (id, organisation_id),
  unique (link_hash, organisation_id)
);
-- One that stands for each mailbox; it goes when the next one is made.
create unique index portal_code_standing on portal_code (email_key, organisation_id) where used_at is null;
create index portal_code_expired on portal_code (expires_at);
call guard_tenant_table('portal_code');

-- A browser and a code: it has asked for it (then its link works there, T47), or tries it. Wrong digits count for each (T48).
create table portal_try (
  organisation_id uuid not null references organisation (id),
  code_id uuid not null,
  browser_hash text not null,                -- SHA-256 of the browser's cookie
  asked boolean not null,
  wrong int not null default 0,
  proved_at timestamptz(3),                  -- the mailbox is theirs; who of those that share it they are, they have yet to say
  primary key (code_id, browser_hash, organisation_id),
  foreign key (organisation_id, code_id) references portal_code (organisation_id, id) on delete cascade
);
create index portal_try_proved on portal_try (browser_hash) where proved_at is not null;
call guard_tenant_table('portal_try');

-- A customer who is signed in. It holds while the mailbox that was proved is still theirs.
create table portal_session (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  email_key text not null,
  token_hash text not null,                  -- SHA-256 of the cookie
  browser_hash text not null,
  device text not null default '',           -- as its owner knows it: "Safari, iPhone"
  created_at timestamptz(3) not null default app_now(),
  seen_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (id),
  unique (token_hash, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade
);
create index portal_session_of_customer on portal_session (customer_id, created_at);
create index portal_session_of_browser on portal_session (browser_hash);
call guard_tenant_table('portal_session');

-- Whoever leaves a family leaves its thread: an open page hears of it at once (T55).
create function announce_family_left() returns trigger language plpgsql as $$
begin
  perform announce_change('thread/' || organisation_id || '/' || id) from thread
  where organisation_id = old.organisation_id and family_id = old.family_id;
  return null;
end $$;
create trigger announce_family_left after update of family_id on customer for each row
  when (old.family_id is distinct from new.family_id) execute function announce_family_left();

-- The mail with a code is not kept once nobody has to send it any more: who may look at mail that was sent does not get in with it.
create function forget_sign_in_mail() returns trigger language plpgsql as $$
begin
  new.html := '';
  new.text := '';
  return new;
end $$;
create trigger forget_sign_in_mail before update on delivery for each row
  when (new.purpose = 'sign_in' and new.text <> '' and coalesce(new.sent_at, new.failed_at, new.dropped_at, new.cancelled_at) is not null)
  execute function forget_sign_in_mail();

-- Whose pages an address leads to: asked before anybody is known, so across tenants (021-look-ups).
create function organisation_of_slug(p_slug text)
returns table (organisation_id uuid, name text, zone text, brand_color text, mail_language text, support_email text)
language sql stable security definer set search_path = public as $$
  select id, organisation.name, organisation.zone, organisation.brand_color, organisation.mail_language, organisation.support_email
  from organisation where slug = p_slug
$$;
do $$ begin
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function organisation_of_slug(text) owner to packpost_lookup;
  revoke execute on function organisation_of_slug(text) from public;
  grant execute on function organisation_of_slug(text) to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
