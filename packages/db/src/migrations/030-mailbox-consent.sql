-- Consent belongs to the mailbox (C18): whoever said no said it at an address, so nobody else is written to there and nobody
-- moves up into it. The person's own preference follows the person, the mailbox's choice stays with the mailbox.

-- The mailbox at which it was said; null = not at a mailbox (portal, staff, import): the person's at that moment.
alter table preference add column email_key text;

-- What was last said at a mailbox about campaigns, and by whom. No row = nobody has said anything there.
create table mailbox_choice (
  organisation_id uuid not null references organisation (id),
  email_key text not null check (email_key = lower(email_key) and position('@' in email_key) > 0),
  subscribed boolean not null,
  changed_at timestamptz(3) not null default app_now(),
  source text not null check (source in ('link', 'one_click', 'provider', 'portal', 'staff', 'import')),
  customer_id uuid,              -- who said it; null = known from the provider alone, or the customer is gone
  primary key (email_key, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete set null (customer_id)
);
create index mailbox_choice_by_customer on mailbox_choice (customer_id) where customer_id is not null;
call guard_tenant_table('mailbox_choice');

-- Opted out: the person said no, or the mailbox did. Where nobody has said anything at the mailbox, somebody at it who said no
-- elsewhere speaks for it: they read it. A later yes of the mailbox stands above what others brought along.
-- By customer_by_mailbox and the keys of preference and mailbox_choice.
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
  select bit_or(case when kind = 'domain' then 8192 when reason = 'hard_bounce' then 2048 when reason = 'complaint' then 4096 else 131072 end) as reasons
  from suppression
  where suppression.organisation_id = customer.organisation_id and lifted_at is null
    and value_key in (customer.email_key, split_part(customer.email_key, '@', 2))
    and kind = case when position('@' in value_key) > 0 then 'address' else 'domain' end) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;

-- Whatever writes a preference, its mailbox has it too, in the same statement. Of a yes and a no said at once the no counts;
-- an older word does not replace a newer one.
create function choose_for_mailbox() returns trigger language plpgsql as $$
declare keys text[];
begin
  select array_agg(coalesce(said.email_key, customer.email_key)) filter (where coalesce(said.email_key, customer.email_key) is not null) into keys
  from new_rows said join customer on customer.organisation_id = said.organisation_id and customer.id = said.customer_id
  where said.channel = 'campaign';
  if keys is null then return null; end if;
  call lock_mailboxes(keys);
  insert into mailbox_choice (organisation_id, email_key, subscribed, changed_at, source, customer_id)
  select distinct on (said.email_key) organisation_id, said.email_key, subscribed, changed_at, source, customer_id
  from (
    select said.organisation_id, coalesce(said.email_key, customer.email_key) as email_key, said.subscribed, said.changed_at, said.source, said.customer_id
    from new_rows said join customer on customer.organisation_id = said.organisation_id and customer.id = said.customer_id
    where said.channel = 'campaign') said
  where said.email_key is not null
  order by said.email_key, subscribed, changed_at desc
  on conflict (email_key, organisation_id) do update
    set subscribed = excluded.subscribed, changed_at = excluded.changed_at, source = excluded.source, customer_id = excluded.customer_id
    where mailbox_choice.subscribed <> excluded.subscribed and mailbox_choice.changed_at <= excluded.changed_at;
  return null;
end $$;

-- Who is at these people's mailboxes, and they themselves. The mailboxes are locked first, as by every other cause; somebody who
-- changed address meanwhile is found at the new one, which is locked then.
create procedure refresh_with_mailboxes(customer_ids uuid[]) language plpgsql as $$
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
  if ids is not null then call refresh_standing(ids); end if;
end $$;

create function standing_after_preference() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct customer_id) into ids from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  if ids is not null then call refresh_with_mailboxes(ids); end if;
  return null;
end $$;

create function standing_after_mailbox_choice() returns trigger language plpgsql as $$
declare keys text[]; ids uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(email_key) into keys from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(email_key) into keys from old_rows;
  else select array_agg(email_key) into keys from (select email_key from new_rows union select email_key from old_rows) both_rows;
  end if;
  if keys is null then return null; end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from customer where email_key = any(keys);
  if ids is not null then call refresh_standing(ids); end if;
  return null;
end $$;

drop trigger standing_after_application_insert on preference;
drop trigger standing_after_application_update on preference;
drop trigger standing_after_application_delete on preference;

-- What was said before this day, at the mailbox where the person is now. Row-level security is forced on the owner too, so it is
-- let go of for the length of this transaction.
do $$
declare tenant_table text; ids uuid[];
  touched text[] := array['customer', 'family', 'pet', 'registration', 'application', 'suppression', 'preference', 'mailbox_choice', 'standing'];
begin
  foreach tenant_table in array touched loop execute format('alter table %I no force row level security', tenant_table); end loop;
  update preference set email_key = customer.email_key from customer
  where customer.organisation_id = preference.organisation_id and customer.id = preference.customer_id and channel = 'campaign';
  insert into mailbox_choice (organisation_id, email_key, subscribed, changed_at, source, customer_id)
  select distinct on (organisation_id, email_key) organisation_id, email_key, subscribed, changed_at, source, customer_id
  from preference where channel = 'campaign' and email_key is not null
  order by organisation_id, email_key, subscribed, changed_at desc;
  select coalesce(array_agg(customer.id), '{}') into ids from customer join mailbox_choice using (organisation_id, email_key) where not subscribed;
  call refresh_standing(ids);
  foreach tenant_table in array touched loop execute format('alter table %I force row level security', tenant_table); end loop;
end $$;

-- Their names decide the order: first the mailbox, then everybody's standing.
create trigger choose_for_mailbox_insert after insert on preference referencing new table as new_rows
  for each statement execute function choose_for_mailbox();
create trigger choose_for_mailbox_update after update on preference referencing new table as new_rows
  for each statement execute function choose_for_mailbox();
call run_after_changes('preference', 'standing_after_preference');
call run_after_changes('mailbox_choice', 'standing_after_mailbox_choice');
