-- A list's index begins with the organisation, so without statistics the planner takes it for a key of one row: 5,000 new
-- blocked addresses cost 5,000 × 5,000 steps while standing was refreshed. It has a predicate that is always true and that
-- only the list says (docs/decisions/2026-11-22-large-audiences.md); what asks for one address has suppression_standing.
drop index suppression_list;
create index suppression_list on suppression (organisation_id, created_at desc, id desc) where lifted_at is null and created_at > '-infinity';

-- What a search looks into, folded once when it is written and not anew for each row of each search.
alter table suppression add column search_key text not null generated always as (search_term(value_key)) stored;

-- As before, but the address and its domain are looked up one by one: for `in (…)` the planner read all blocked addresses of the
-- organisation for each person, when its statistics were from before they were blocked. By suppression_standing.
create or replace view customer_reach with (security_invoker = true) as
select customer.organisation_id, customer.id as customer_id,
       (case when coalesce(btrim(customer.email), '') = '' then 256 when customer.email_key is null then 512 else 0 end)
     | (case when opted_out.found then 1024 else 0 end)
     | coalesce(suppressed.reasons, 0) as reasons,
       coalesce(customer.last_transaction_at, customer.created_at) as last_contact_at,
       customer.email_key,
       shared.found as mailbox_shared,
       customer.family_id
from customer
cross join lateral (
  select exists (select from preference where preference.organisation_id = customer.organisation_id
      and preference.customer_id = customer.id and channel = 'campaign' and not subscribed)
    or not coalesce(
      (select subscribed from mailbox_choice where mailbox_choice.organisation_id = customer.organisation_id
        and mailbox_choice.email_key = customer.email_key),
      not exists (
        select from customer other cross join lateral (
          select from preference where preference.organisation_id = other.organisation_id
            and preference.customer_id = other.id and channel = 'campaign' and not subscribed offset 0) said
        where other.organisation_id = customer.organisation_id and other.email_key = customer.email_key and other.id <> customer.id)) as found
  offset 0) opted_out
cross join lateral (
  select bit_or(case when suppression.kind = 'domain' then 8192 when reason = 'hard_bounce' then 2048 when reason = 'complaint' then 4096 else 131072 end) as reasons
  from (values ('address', customer.email_key), ('domain', split_part(customer.email_key, '@', 2))) wanted (kind, key)
  cross join lateral (
    select kind, reason from suppression where suppression.organisation_id = customer.organisation_id
      and value_key = wanted.key and suppression.kind = wanted.kind and lifted_at is null offset 0) suppression) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;
