-- Pressing Send compares the audience with the one that was confirmed a moment ago. At a million people that was a second count of
-- them all; now only those are evaluated again of whom something has changed since (core/audience/compare-review).

-- A customer's number, so that the numbers of an audience are read from eligibility alone.
alter table eligibility add column number int;
alter table eligibility no force row level security;
alter table customer no force row level security;
update eligibility set number = customer.number from customer
where customer.organisation_id = eligibility.organisation_id and customer.id = eligibility.customer_id;
alter table eligibility force row level security;
alter table customer force row level security;
alter table eligibility alter column number set not null;

-- As in 011-eligibility, with the number.
create or replace view customer_contactability with (security_invoker = true) as
select customer.organisation_id, customer.id as customer_id,
       (case when coalesce(btrim(customer.email), '') = '' then {{no_email}} when customer.email_key is null then {{invalid_email}} else 0 end)
     | (case when opted_out.found then {{unsubscribed}} else 0 end)
     | coalesce(suppressed.reasons, 0) as reasons,
       coalesce(customer.last_transaction_at, customer.created_at) as last_contact_at,
       customer.email_key,
       shared.found as mailbox_shared,
       customer.family_id, customer.number
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
  select bit_or(case when suppression.kind = 'domain' then {{suppressed_domain}} when reason = 'hard_bounce' then {{hard_bounced}} when reason = 'complaint' then {{complained}} else {{suppressed_by_hand}} end) as reasons
  from (values ('address', customer.email_key), ('domain', split_part(customer.email_key, '@', 2))) wanted (kind, key)
  cross join lateral (
    select kind, reason from suppression where suppression.organisation_id = customer.organisation_id
      and value_key = wanted.key and suppression.kind = wanted.kind and lifted_at is null offset 0) suppression) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;

create or replace view eligibility_truth with (security_invoker = true) as
select contactability.organisation_id, contactability.customer_id, held.pass_id,
       (case application.status when 'approved' then 0 when 'pending' then {{application_pending}} when 'denied' then {{application_denied}} when 'inactive' then {{application_inactive}} else {{application_none}} end)
     | (case when pets.any_inactive then {{pet_inactive}} else 0 end)
     | (case when pets.n = 0 or pets.any_unregistered then {{registration_none}} else 0 end)
     | (case when pets.any_registration_inactive then {{registration_inactive}} else 0 end)
     | contactability.reasons as reasons,
       pets.valid_through, pets.first_expiry, contactability.last_contact_at, contactability.email_key, contactability.mailbox_shared, contactability.number
from customer_contactability contactability
cross join lateral (
  select pass_id from (
    select application.pass_id from application
    where application.organisation_id = contactability.organisation_id and application.customer_id = contactability.customer_id
    union
    select registration.pass_id
    from pet cross join lateral (
      select pass_id from registration
      where registration.organisation_id = contactability.organisation_id and registration.pet_id = pet.id offset 0) registration
    where pet.organisation_id = contactability.organisation_id and pet.family_id = contactability.family_id) either_way
  offset 0) held
left join lateral (
  select status from application
  where application.organisation_id = contactability.organisation_id and application.customer_id = contactability.customer_id
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
    where registration.organisation_id = contactability.organisation_id and registration.pet_id = pet.id
      and registration.pass_id = held.pass_id offset 0) registration on true
  where pet.organisation_id = contactability.organisation_id and pet.family_id = contactability.family_id) pets;

-- Whose eligibility a transaction has changed: a row a statement, kept for as long as reviews are. Whether a review has seen it, the
-- transaction's number says (pg_visible_in_snapshot): the clock could not, since transactions end in another order than they begin.
create table eligibility_change (
  organisation_id uuid not null references organisation (id),
  id uuid primary key default uuidv7(),
  xid xid8 not null default pg_current_xact_id(),
  customer_ids uuid[],                      -- null = more than a thousand, or somebody is gone: then everybody is counted
  email_keys text[] not null default '{}'   -- shared mailboxes that they have left
);
create index eligibility_change_by_xid on eligibility_change (organisation_id, xid);
call guard_tenant_table('eligibility_change', 'select, insert, delete');

create function note_eligibility_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into eligibility_change (organisation_id, customer_ids)
    select organisation_id, case when count(*) <= 1000 then array_agg(distinct customer_id) end from new_rows group by 1;
  else
    insert into eligibility_change (organisation_id, customer_ids, email_keys)
    select organisation_id, case when count(*) <= 1000 then array_agg(distinct customer_id) end,
      coalesce(array_agg(distinct email_key) filter (where mailbox_shared and email_key is not null), '{}')
    from old_rows group by 1;
  end if;
  return null;
end $$;
call run_after_changes('eligibility', 'note_eligibility_changes');

-- As in 012-eligibility-refresh, with the number.
create or replace procedure refresh_eligibility(customer_ids uuid[]) language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform from customer where id = any(customer_ids) order by id for no key update;
  with truth as materialized (
    select * from eligibility_truth where customer_id = any(customer_ids)
  ), gone as (
    delete from eligibility where customer_id = any(customer_ids)
      and (customer_id, pass_id) not in (select customer_id, pass_id from truth) -- hashed, whatever the planner guesses
  )
  insert into eligibility as kept select * from truth
  on conflict (organisation_id, pass_id, customer_id) do update
    set reasons = excluded.reasons, valid_through = excluded.valid_through, first_expiry = excluded.first_expiry,
        last_contact_at = excluded.last_contact_at, email_key = excluded.email_key, mailbox_shared = excluded.mailbox_shared,
        number = excluded.number
    where (kept.reasons, kept.valid_through, kept.first_expiry, kept.last_contact_at, kept.email_key, kept.mailbox_shared, kept.number)
      is distinct from (excluded.reasons, excluded.valid_through, excluded.first_expiry, excluded.last_contact_at, excluded.email_key, excluded.mailbox_shared, excluded.number);
end $$;

create or replace function eligibility_after_customer() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(email_key) filter (where email_key is not null) into ids, keys from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(id), array_agg(email_key) filter (where email_key is not null) into ids, keys from old_rows;
  else
    select array_agg(distinct n.id), array_agg(distinct k.key) filter (where k.key is not null) into ids, keys
    from new_rows n join old_rows o on o.id = n.id, lateral (values (n.email_key), (o.email_key)) k (key)
    where (n.email, n.last_transaction_at, n.created_at, n.family_id, n.number) is distinct from (o.email, o.last_transaction_at, o.created_at, o.family_id, o.number);
  end if;
  -- Who of a shared mailbox comes first is no part of eligibility. With another number nobody knows who stood in a review.
  if tg_op = 'UPDATE' then
    insert into eligibility_change (organisation_id, customer_ids)
    select n.organisation_id, case when count(*) <= 1000 and not bool_or(n.number <> o.number) then array_agg(n.id) end
    from new_rows n join old_rows o on o.id = n.id where (n.contact, n.number) is distinct from (o.contact, o.number) group by 1;
  end if;
  if tg_op = 'DELETE' then
    insert into eligibility_change (organisation_id) select distinct organisation_id from old_rows;
  end if;
  if ids is null then return null; end if;
  if keys is not null then call lock_mailboxes(keys); end if;
  ids := ids || array(select id from customer where email_key = any(keys) and not id = any(ids));
  call refresh_eligibility(ids);
  return null;
end $$;

-- Raised by each change of the campaign's lists by hand.
alter table campaign add column lists_version int not null default 0;

-- Under what a review was made; null = not known, everybody is counted.
alter table campaign_review
  add column as_of pg_snapshot,
  add column pass_id uuid,
  add column today date,
  add column lists_version int,
  add column people int;
