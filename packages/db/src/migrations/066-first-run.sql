-- How an organisation is founded in the browser, and the first steps of a new one. docs/decisions/2026-11-30-first-run.md.

-- A link that founds one organisation, once. Above tenants: there is none yet. The operator makes them (npm start, npm run organisation),
-- so the app may use one up and not make any.
create table founding_link (
  id uuid not null default uuidv7() primary key,
  token_hash text not null unique,           -- SHA-256 of the link's token
  first_only boolean not null,               -- works only while there is no organisation
  created_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
grant select on founding_link to packpost_app;
grant update (used_at) on founding_link to packpost_app;

-- Null: owners and admins see them above their campaigns, until the first one is sent.
alter table organisation add column first_steps_put_away_at timestamptz(3);
