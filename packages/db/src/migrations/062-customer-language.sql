-- In which language a customer wants what we write by ourselves: their own pages, notices, sign-in mail. Null: the organisation's
-- (organisation.mail_language). docs/decisions/2026-11-30-messages-in-catalogues.md.
alter table customer add column language text check (language in ('en', 'es', 'fr', 'de'));
