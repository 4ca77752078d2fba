-- One source for what keeps mail from a customer whatever the pass: standing_truth takes it from customer_reach and adds
-- what belongs to the pass. Views are pulled up into the statement that reads them, so the plans are as before.

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
    and preference.customer_id = customer.id and channel = 'campaign' and not subscribed) as found offset 0) opted_out
cross join lateral (
  select bit_or(case when kind = 'domain' then 8192 when reason = 'hard_bounce' then 2048 when reason = 'complaint' then 4096 else 131072 end) as reasons
  from suppression
  where suppression.organisation_id = customer.organisation_id and lifted_at is null
    and value_key in (customer.email_key, split_part(customer.email_key, '@', 2))
    and kind = case when position('@' in value_key) > 0 then 'address' else 'domain' end) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;

create or replace view standing_truth with (security_invoker = true) as
select reach.organisation_id, reach.customer_id, held.pass_id,
       (case application.status when 'approved' then 0 when 'pending' then 2 when 'denied' then 4 when 'inactive' then 8 else 1 end)
     | (case when pets.any_inactive then 16 else 0 end)
     | (case when pets.n = 0 or pets.any_unregistered then 32 else 0 end)
     | (case when pets.any_registration_inactive then 64 else 0 end)
     | reach.reasons as reasons,
       pets.valid_through, pets.first_expiry, reach.last_contact_at, reach.email_key, reach.mailbox_shared
from customer_reach reach
cross join lateral (
  select pass_id from (
    select application.pass_id from application
    where application.organisation_id = reach.organisation_id and application.customer_id = reach.customer_id
    union
    select registration.pass_id
    from pet cross join lateral (
      select pass_id from registration
      where registration.organisation_id = reach.organisation_id and registration.pet_id = pet.id offset 0) registration
    where pet.organisation_id = reach.organisation_id and pet.family_id = reach.family_id) either_way
  offset 0) held
left join lateral (
  select status from application
  where application.organisation_id = reach.organisation_id and application.customer_id = reach.customer_id
    and application.pass_id = held.pass_id offset 0) application on true
cross join lateral (
  select count(*) as n,
         coalesce(bool_or(pet.status = 'inactive'), false) as any_inactive,
         coalesce(bool_or(registration.status is null), false) as any_unregistered,
         coalesce(bool_or(registration.status = 'inactive'), false) as any_registration_inactive,
         max(registration.valid_through) filter (where pet.status = 'active' and registration.status = 'active') as valid_through,
         min(registration.valid_through) filter (where registration.status = 'active') as first_expiry
  from pet left join lateral (
    select status, valid_through from registration
    where registration.organisation_id = reach.organisation_id and registration.pet_id = pet.id
      and registration.pass_id = held.pass_id offset 0) registration on true
  where pet.organisation_id = reach.organisation_id and pet.family_id = reach.family_id) pets;
