-- Consent belongs to the mailbox (C18): whoever said no said it at an address, so nobody else is written to there and nobody
-- moves up into it. The person's own preference follows the person, the mailbox's choice stays with the mailbox.

-- What a customer asked for, per channel (P6). No row = subscribed.
create table preference (
  organisation_id uuid not null references organisation (id),
  customer_id uuid not null,
  channel text not null check (channel in ('campaign', 'notice', 'text')),
  subscribed boolean not null,
  email_key text, -- the mailbox at which it was said; null = not at a mailbox (portal, staff, import): the person's at that moment
  changed_at timestamptz(3) not null default app_now(),
  source text not null check (source in ('link', 'one_click', 'provider', 'portal', 'staff', 'import')),
  primary key (customer_id, channel, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
call guard_tenant_table('preference');

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

-- Mailboxes share 256 locks, taken in order, so that an import needs no more; a suppressed domain concerns any mailbox, so it
-- waits for all. Why they are locked: 011-eligibility.
create procedure lock_mailboxes(email_keys text[]) language plpgsql as $$
declare bucket int;
begin
  perform pg_advisory_xact_lock_shared(7301, 0);
  for bucket in select distinct hashtext(key) & 255 from unnest(email_keys) key where position('@' in key) > 0 order by 1 loop
    perform pg_advisory_xact_lock(7302, bucket);
  end loop;
end $$;

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
-- Triggers run in the order of their names: first the mailbox, then everybody's eligibility (eligibility_after_preference).
create trigger choose_for_mailbox_insert after insert on preference referencing new table as new_rows
  for each statement execute function choose_for_mailbox();
create trigger choose_for_mailbox_update after update on preference referencing new table as new_rows
  for each statement execute function choose_for_mailbox();
