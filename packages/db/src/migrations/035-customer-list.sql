-- What the list of customers is filtered by (P1): whom a filter is about is found by what is rare about them, never by judging
-- everybody. docs/decisions/2026-11-30-customers.md. Walks, so their predicates must be said (001-roles).

create index customer_without_mailbox on customer (organisation_id, search_key, id) where email_key is null;
create index customer_without_number on customer (organisation_id, search_key, id) where phone is null;
-- Where nearly nobody has one, who can be texted is as rare.
create index customer_with_number on customer (organisation_id, search_key, id) where phone is not null;
create index preference_refused on preference (organisation_id, channel, customer_id) where not subscribed;
create index mailbox_choice_refused on mailbox_choice (organisation_id, email_key) where not subscribed;
create index phone_number_refused on phone_number (organisation_id, number) where opted_out_at is not null or state = 'not_textable';

-- Who falls silent next (P7), in that order. Not coalesce(): behind row-level security PostgreSQL takes that for leaky.
create index customer_by_last_contact on customer (organisation_id, (case when last_transaction_at is null then created_at else last_transaction_at end), id)
  where created_at > '-infinity';

-- A blocked domain is few addresses of many, and split_part() is not leakproof: so this runs as the look-up role, as
-- search_customers(), and names the session's organisation itself.
create index customer_by_domain on customer (split_part(email_key, '@', 2), organisation_id) where email_key is not null;

create function customers_at_domains(domains text[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp rows 1000 as $$
  select customer.id
  from unnest(domains) domain cross join lateral (
    select id from customer where split_part(email_key, '@', 2) = domain and email_key is not null
      and organisation_id = app_organisation_id() offset 0) customer
$$;
grant create on schema public to packpost_lookup; -- needed only to take ownership
alter function customers_at_domains(text[]) owner to packpost_lookup;
revoke create on schema public from packpost_lookup;
revoke execute on function customers_at_domains(text[]) from public;
grant execute on function customers_at_domains(text[]) to packpost_app;
