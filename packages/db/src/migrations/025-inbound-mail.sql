-- Mail about conversations: what is mailed because it was not read (V5, V7), and what comes in (V9).

-- What a mail to a customer says of the mails before it, so that mail programs show them as one conversation (T40):
-- { messageId, references }. The ids are ours and of mails that came in.
alter table delivery add column threading jsonb;

-- Where the provider takes mail for the organisation: a domain of its own ("reply.example.org"), or the mailbox that the provider gave
-- it. Answers go to a token there; without it they go where the organisation's other mail goes.
alter table organisation add column inbound_address text check (inbound_address = lower(inbound_address) and length(inbound_address) between 3 and 190);

-- The address at which one human answers in one thread: 26 base32 characters before or behind the inbound address, kept as their hash
-- (SHA-256, hex). They are derived, so that the same human keeps theirs; hashes of earlier secrets stay, since old mail is answered too.
create table reply_address (
  organisation_id uuid not null references organisation (id),
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  thread_id uuid not null,
  customer_id uuid not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (token_hash, organisation_id),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
call guard_tenant_table('reply_address', 'select, insert');

-- A mail that came in: written once before the provider gets its 200, placed by a workflow. What nobody knows is never answered (T42);
-- staff see it, and give it to a family or put it away.
create table inbound_mail (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),         -- and of the entry that it becomes
  provider_message_id text not null,         -- it comes once, however often it is delivered
  mail jsonb not null,                       -- as core/inbound-mail/mail-schema reads it; its parts are bounded
  received_at timestamptz(3) not null default app_now(),
  state text not null default 'waiting' check (state in ('waiting', 'placed', 'unplaced', 'dismissed')),
  reason text check (reason in ('unknown_sender', 'several_families', 'automatic', 'test')), -- why it has no place
  entry_id uuid,
  settled_at timestamptz(3),
  settled_by uuid,                           -- null: by itself
  primary key (id),
  unique (id, organisation_id),
  unique (provider_message_id, organisation_id),
  check ((state = 'waiting') = (settled_at is null)),
  check ((state = 'placed') = (entry_id is not null)),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id),
  foreign key (organisation_id, settled_by) references staff_member (organisation_id, id)
);
create index inbound_mail_waiting on inbound_mail (received_at) where state = 'waiting';
-- A walk, so its predicate must be said (001-roles).
create index inbound_mail_unplaced on inbound_mail (organisation_id, received_at desc, id desc) where state = 'unplaced';
-- The settings' test: the mails that were sent for it, and those that came in.
create index inbound_mail_tests on inbound_mail (organisation_id, received_at desc) where reason = 'test';
create index delivery_inbound_tests on delivery (organisation_id, created_at desc) where purpose = 'inbound_test';
create index inbound_mail_of_entry on inbound_mail (entry_id) where entry_id is not null;
call guard_tenant_table('inbound_mail', 'select, insert, update');

-- Open lists show how many wait for a person.
create function announce_unplaced() returns trigger language plpgsql as $$
begin
  perform announce_change('inbox/' || new.organisation_id || '/' || new.organisation_id);
  return null;
end $$;
create trigger announce_unplaced after update of state on inbound_mail for each row
  when ((old.state = 'unplaced') <> (new.state = 'unplaced')) execute function announce_unplaced();

-- What was attached to it. Content above the limit is not kept, its name and size are.
create table inbound_attachment (
  organisation_id uuid not null references organisation (id),
  mail_id uuid not null,
  place int not null,
  name text not null check (length(name) <= 255),
  content_type text not null check (length(content_type) <= 255),
  content_id text,                           -- of a picture within the text
  bytes int not null,
  content bytea,
  primary key (mail_id, place, organisation_id),
  foreign key (organisation_id, mail_id) references inbound_mail (organisation_id, id)
);
call guard_tenant_table('inbound_attachment', 'select, insert');

-- Mails that wait to be placed (the sweep): their workflow may have been lost between commit and start.
create function inbound_mails_with_work(p_older_than interval default '10 seconds') returns table (organisation_id uuid, mail_id uuid)
language sql stable security definer set search_path = public as $$
  select organisation_id, id from inbound_mail where state = 'waiting' and received_at < app_now() - p_older_than
  order by received_at limit 1000
$$;

-- Threads of whom somebody is to be told by now (the sweep): their notifier may have been lost between commit and start.
create function conversations_with_work(p_older_than interval default '10 seconds') returns table (organisation_id uuid, thread_id uuid)
language sql stable security definer set search_path = public as $$
  select organisation_id, thread_id from (
    select organisation_id, thread_id, due_at from message_notice where settled_at is null and due_at < app_now() - p_older_than
    union all
    select organisation_id, thread_id, due_at from visit_notice where settled_at is null and due_at < app_now() - p_older_than) due
  group by organisation_id, thread_id order by min(due_at) limit 1000
$$;

grant select (organisation_id, thread_id, due_at, settled_at) on message_notice, visit_notice to packpost_lookup;
grant select (organisation_id, id, state, received_at) on inbound_mail to packpost_lookup;
create policy lookup on message_notice for select to packpost_lookup using (true);
create policy lookup on inbound_mail for select to packpost_lookup using (true);
create policy lookup on visit_notice for select to packpost_lookup using (true);
do $$
declare look_up regprocedure;
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  foreach look_up in array array['conversations_with_work(interval)', 'inbound_mails_with_work(interval)']::regprocedure[] loop
    execute format('alter function %s owner to packpost_lookup', look_up);
    execute format('revoke execute on function %s from public', look_up);
    execute format('grant execute on function %s to packpost_app', look_up);
  end loop;
  revoke create on schema public from packpost_lookup;
end $$;
