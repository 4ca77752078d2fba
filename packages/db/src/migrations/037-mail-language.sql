-- The language an organisation's mails say they are in (K27): one of `mailLanguages` in core/content/mail-language.
alter table organisation add column mail_language text not null default 'en' check (mail_language ~ '^[a-z]{2,3}$');
