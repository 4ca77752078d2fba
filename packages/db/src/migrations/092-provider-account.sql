-- Which account of the provider a call went to: that another one does not have its mails proves nothing. Null = not noted
-- (before this migration, or by a worker of before): then no absence counts, and a person decides.
alter table attempt
  add column provider_account text,                          -- fingerprint, never a key
  add column asked_elsewhere boolean not null default false; -- the newest look-up reached another account, which has nothing of it
alter table mail
  add column provider_account text,                          -- of the newest call
  add column asked_elsewhere boolean not null default false;
