-- Whom mail or texts do not reach though there is an address or number, in the order of names (P1): kept, since a filter of the list asked for
-- them among the names, of which 270,000 in a row may have nobody (a second). docs/decisions/2026-11-30-customers.md.
-- A table of its own, not marks on customer: a row of customer stands in twenty indexes, and whoever is refused nothing costs nothing here.

-- Whoever writes a cause waits until this is committed: what they then write, the triggers see.
lock table customer, preference, mailbox_choice, suppression, phone_number in share row exclusive mode;
-- The list's filters found them by these; customers_at_domains() stays for a process of before.
drop index mailbox_choice_refused;
drop index customer_by_domain;
-- Who has neither address nor number is told by the index alone.
drop index customer_without_mailbox;
create index customer_without_mailbox on customer (organisation_id, search_key, id) include (phone) where email_key is null;

create table customer_refusal (
  organisation_id uuid not null references organisation (id),
  customer_id uuid not null,
  -- The order of the columns is that of customer_refusal_truth: one is inserted into the other, as whole rows.
  search_key text not null,      -- the customer's
  email_state text not null check (email_state in ('no_address', 'blocked', 'unsubscribed', 'subscribed')),
  text_state text not null check (text_state in ('no_number', 'blocked', 'unsubscribed', 'on')),
  primary key (customer_id, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade
);
-- Walks, so their predicate must be said (001-roles). Of two filters the second is compared in the index of the first.
create index customer_refusal_by_email on customer_refusal (organisation_id, email_state, search_key, customer_id) include (text_state) where search_key >= '';
create index customer_refusal_by_text on customer_refusal (organisation_id, text_state, search_key, customer_id) include (email_state) where search_key >= '';
call guard_tenant_table('customer_refusal');

-- The definition: the states of packages/core/src/customer/states.ts, of customer_contactability and in the order of untextableConditions()
-- (packages/core/src/texting). A test holds it against both, a schedule what is kept against it.
create view customer_refusal_truth with (security_invoker = true) as
select customer.organisation_id, customer.id as customer_id, customer.search_key, state.email_state, state.text_state
from customer
cross join lateral (
  select reasons from customer_contactability
  where customer_contactability.organisation_id = customer.organisation_id and customer_contactability.customer_id = customer.id offset 0) reach
left join lateral (
  select phone_number.opted_out_at is not null as opted_out, phone_number.state in ('invalid', 'not_textable') as takes_none
  from phone_number where phone_number.organisation_id = customer.organisation_id and phone_number.number = customer.phone offset 0) known on true
cross join lateral (
  select
    case when reasons & ({{no_email}} | {{invalid_email}}) <> 0 then 'no_address'
      when reasons & ({{hard_bounced}} | {{complained}} | {{suppressed_domain}} | {{suppressed_by_hand}}) <> 0 then 'blocked'
      when reasons & {{unsubscribed}} <> 0 then 'unsubscribed' else 'subscribed' end as email_state,
    case when customer.phone is null then 'no_number'
      when known.opted_out then 'unsubscribed'
      when known.takes_none then 'blocked'
      when exists (select from preference where preference.organisation_id = customer.organisation_id
        and preference.customer_id = customer.id and channel = 'text' and not subscribed) then 'unsubscribed'
      when exists (select from suppression where suppression.organisation_id = customer.organisation_id
        and suppression.value_key = customer.phone and suppression.kind = 'number' and lifted_at is null) then 'blocked'
      else 'on' end as text_state
  offset 0) state
where state.email_state in ('blocked', 'unsubscribed') or state.text_state in ('blocked', 'unsubscribed');
grant select on customer_refusal_truth to packpost_app;

-- Brings what is kept of these customers in line with the definition. They are locked first, as in refresh_eligibility().
create procedure refresh_refusals(customer_ids uuid[]) language plpgsql as $$
begin
  perform from customer where id = any(customer_ids) order by id for no key update;
  with truth as materialized (
    select * from customer_refusal_truth where customer_id = any(customer_ids)
  ), gone as (
    delete from customer_refusal where customer_id = any(customer_ids)
      and customer_id not in (select customer_id from truth) -- hashed, whatever the planner guesses
  )
  insert into customer_refusal as kept select * from truth
  on conflict (customer_id, organisation_id) do update
    set search_key = excluded.search_key, email_state = excluded.email_state, text_state = excluded.text_state
    where (kept.search_key, kept.email_state, kept.text_state) is distinct from (excluded.search_key, excluded.email_state, excluded.text_state);
end $$;

-- A number that is refused and a person who gets that number may come at the same moment, neither seeing the other's row: whoever writes
-- numbers of customers holds this lock with all others who do, whoever refuses numbers holds it alone. Before any row is locked.
create function share_numbers() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7313, hashtext(coalesce(app_organisation_id()::text, '')));
  return null;
end $$;
create trigger share_numbers before insert or update of phone on customer for each statement execute function share_numbers();

create procedure refresh_refused_numbers(numbers text[]) language plpgsql as $$
declare ids uuid[];
begin
  perform pg_advisory_xact_lock(7313, hashtext(coalesce(app_organisation_id()::text, '')));
  select array_agg(id) into ids from customer where phone = any(numbers);
  if ids is not null then call refresh_refusals(ids); end if;
end $$;

-- After eligibility_after_customer, by its name: the mailboxes that an address was changed from and to are locked then, and all who have them.
create function refusal_after_customer() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then
    insert into customer_refusal select * from customer_refusal_truth where customer_id = any(array(select id from new_rows))
    on conflict do nothing; -- recall_erased() has already blocked them again
    return null;
  end if;
  select array_agg(n.id), array_agg(n.email_key) filter (where n.email_key is distinct from o.email_key)
      || array_agg(o.email_key) filter (where n.email_key is distinct from o.email_key)
    into ids, keys
  from new_rows n join old_rows o on o.id = n.id
  where (n.email_key, n.phone) is distinct from (o.email_key, o.phone);
  if ids is not null then
    -- Who shares a mailbox shares what somebody at it has said elsewhere.
    ids := ids || array(select id from customer where email_key = any(keys) and not id = any(ids));
    call refresh_refusals(ids);
  end if;
  update customer_refusal set search_key = n.search_key from new_rows n join old_rows o on o.id = n.id
  where customer_refusal.customer_id = n.id and n.search_key <> o.search_key and customer_refusal.search_key <> n.search_key;
  return null;
end $$;
create trigger refusal_after_customer_insert after insert on customer referencing new table as new_rows
  for each statement execute function refusal_after_customer();
create trigger refusal_after_customer_update after update on customer referencing old table as old_rows new table as new_rows
  for each statement execute function refusal_after_customer();

create function refusal_after_phone_number() returns trigger language plpgsql as $$
declare numbers text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(number) into numbers from new_rows where opted_out_at is not null or state in ('invalid', 'not_textable');
  elsif tg_op = 'DELETE' then
    select array_agg(number) into numbers from old_rows where opted_out_at is not null or state in ('invalid', 'not_textable');
  else
    select array_agg(distinct number) into numbers from (
      (select number, opted_out_at is null, state in ('invalid', 'not_textable') from new_rows
       except select number, opted_out_at is null, state in ('invalid', 'not_textable') from old_rows)
      union all
      (select number, opted_out_at is null, state in ('invalid', 'not_textable') from old_rows
       except select number, opted_out_at is null, state in ('invalid', 'not_textable') from new_rows)) changed;
  end if;
  if numbers is not null then call refresh_refused_numbers(numbers); end if;
  return null;
end $$;
call run_after_changes('phone_number', 'refusal_after_phone_number');

-- The other causes are those of eligibility, with the same people and locks (012-eligibility-refresh); and blocked numbers.
create or replace function eligibility_after_suppression() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[]; numbers text[];
begin
  if tg_op = 'INSERT' then
    select array_agg(value_key) filter (where kind <> 'number'), array_agg(value_key) filter (where kind = 'number') into keys, numbers from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(value_key) filter (where kind <> 'number'), array_agg(value_key) filter (where kind = 'number') into keys, numbers from old_rows;
  else
    select array_agg(value_key) filter (where kind <> 'number'), array_agg(value_key) filter (where kind = 'number') into keys, numbers
    from (select kind, value_key from new_rows union select kind, value_key from old_rows) both_rows;
  end if;
  -- A number says nothing of anybody's mail, so nobody's eligibility is looked at.
  if numbers is not null then call refresh_refused_numbers(numbers); end if;
  if keys is null then return null; end if;
  if exists (select from unnest(keys) key where position('@' in key) = 0) then perform pg_advisory_xact_lock(7301, 0); end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from (
    select id from customer where email_key = any(keys)
    union select id from customer where exists (select from unnest(keys) k where position('@' in k) = 0)
      and split_part(email_key, '@', 2) = any(keys)) found;
  if ids is null then return null; end if;
  call refresh_eligibility(ids);
  call refresh_refusals(ids);
  return null;
end $$;

create or replace procedure refresh_with_mailboxes(customer_ids uuid[]) language plpgsql as $$
declare keys text[] := '{}'; further text[]; ids uuid[];
begin
  loop
    select array_agg(distinct email_key) into further from customer
    where id = any(customer_ids) and email_key is not null and not email_key = any(keys);
    exit when further is null;
    call lock_mailboxes(further);
    keys := keys || further;
  end loop;
  select array_agg(id) into ids from (
    select id from customer where id = any(customer_ids) union select id from customer where email_key = any(keys)) found;
  if ids is null then return; end if;
  call refresh_eligibility(ids);
  call refresh_refusals(ids);
end $$;

create or replace function eligibility_after_mailbox_choice() returns trigger language plpgsql as $$
declare keys text[]; ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(email_key) into keys from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(email_key) into keys from old_rows;
  else select array_agg(email_key) into keys from (select email_key from new_rows union select email_key from old_rows) both_rows;
  end if;
  if keys is null then return null; end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from customer where email_key = any(keys);
  if ids is null then return null; end if;
  call refresh_eligibility(ids);
  call refresh_refusals(ids);
  return null;
end $$;

-- Of whom something stands that could refuse them: of a million a second or two, all of them a quarter of a minute.
insert into customer_refusal select * from customer_refusal_truth where customer_id in (
  select id from customer where email_key in (select value_key from suppression where lifted_at is null and kind = 'address')
  union all select id from customer where split_part(email_key, '@', 2) in (select value_key from suppression where lifted_at is null and kind = 'domain')
  union all select id from customer where email_key in (select email_key from mailbox_choice where not subscribed)
  union all select customer_id from preference where not subscribed
  union all select id from customer where email_key in (
    select said.email_key from preference join customer said on said.id = preference.customer_id where not subscribed)
  union all select id from customer where phone in (
    select number from phone_number where opted_out_at is not null or state in ('invalid', 'not_textable')
    union all select value_key from suppression where lifted_at is null and kind = 'number'));
