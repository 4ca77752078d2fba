-- Conversations: one thread a family, in which its customers and the staff write; who has read what, what is not sent yet, and whom
-- an unread message must be mailed to. docs/decisions/2026-11-29-conversations.md.

-- One for each family; for a number or mailbox that nobody knows, one of its own until it is joined to a family's.
-- `last_number` numbers the entries, `revision` counts whatever changes on the thread: both under the row's lock, since ids of
-- sequences commit out of order. Who was away catches up by the revision.
create table thread (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  family_id uuid,
  stranger text check (stranger <> ''),      -- the number (E.164) or mailbox that it is of, where nobody knows whose that is
  joined_into uuid,                          -- a stranger's: the family's thread in which its entries stand now
  last_number int not null default 0,
  revision int not null default 0,
  active boolean not null default false,     -- it has a conversation that is not closed (kept with it)
  last_message_at timestamptz(3),            -- its newest message: the order of the list
  last_message_number int,                   -- and that message's number: the list shows it
  waiting_since timestamptz(3),              -- V14: the oldest message of a customer since the team's last answer
  assigned_to uuid,
  list_change bigint not null default 0,     -- when its line of the list last changed, by the sequence (kept by keep_thread)
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  unique (family_id, organisation_id),
  unique (stranger, organisation_id),
  check ((family_id is null) <> (stranger is null)),
  check (joined_into is null or stranger is not null),
  foreign key (organisation_id, family_id) references family (organisation_id, id),
  foreign key (organisation_id, joined_into) references thread (organisation_id, id),
  foreign key (organisation_id, assigned_to) references staff_member (organisation_id, id)
);
-- The lists: newest first; who waits for the team longest; mine. Walks, so their predicates must be said (001-roles).
create index thread_by_activity on thread (organisation_id, active, last_message_at desc, id desc) where last_message_at is not null;
create index thread_by_waiting on thread (organisation_id, waiting_since, id) where waiting_since is not null;
create index thread_by_assignee on thread (assigned_to, last_message_at desc, id desc) where assigned_to is not null;
create index thread_joined on thread (joined_into) where joined_into is not null;
create index thread_by_list_change on thread (organisation_id, list_change desc) where list_change > 0;
call guard_tenant_table('thread', 'select, insert, update');

-- V11: the thread keeps its whole history; a message after closing opens the next conversation in it.
create table conversation (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  opened_at timestamptz(3) not null default app_now(),
  closed_at timestamptz(3),
  closed_by uuid,
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, closed_by) references staff_member (organisation_id, id)
);
-- Twenty replies at once open one (T5).
create unique index conversation_active on conversation (thread_id) where closed_at is null;
create index conversation_of_thread on conversation (thread_id, opened_at);
call guard_tenant_table('conversation', 'select, insert, update');

-- One entry of a thread. Its id is made by whoever writes it, so that a retry or a double click never doubles (T11).
create table entry (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  thread_id uuid not null,
  number int not null,
  revision int not null,                     -- the thread's, when anything of the entry last changed
  conversation_id uuid,                      -- none: an alert makes no conversation (A7)
  kind text not null check (kind in ('message', 'note', 'event', 'alert', 'keyword', 'auto_reply', 'reaction', 'hours')),
  via text not null check (via in ('app', 'portal', 'text', 'email', 'system')),
  staff_member_id uuid,                      -- who wrote or did it: staff, or a customer, or (neither) the stranger or Packpost
  customer_id uuid,
  body text not null check (length(body) <= 10000),
  full_text text,                            -- of a mail: all of it, where `body` is without what it quoted (V9)
  from_address text,                         -- of a text or mail: from where, as its sender wrote it
  proof text check (proof in ('token', 'reference', 'address')), -- of a mail: what says whose it is
  other_address boolean not null default false, -- of a mail: not sent from its writer's own address (V9)
  event jsonb,                               -- what happened: { kind, … }; of a keyword or reaction, what it did
  mentions uuid[] not null default '{}',     -- of a note: which staff
  about_entry_id uuid,                       -- the entry that a reaction or an answer to an alert is about
  origin_thread_id uuid,                     -- where it first stood, if its thread was joined
  provider_message_id text,                  -- of what came in: the provider's id; it comes once
  at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  unique (thread_id, number, organisation_id),
  check (staff_member_id is null or customer_id is null),
  check (kind <> 'event' or event is not null),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, conversation_id) references conversation (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id),
  foreign key (organisation_id, origin_thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, about_entry_id) references entry (organisation_id, id)
);
create index entry_by_revision on entry (thread_id, revision);
create index entry_of_customer on entry (customer_id, at) where customer_id is not null;
-- Inserted first, acted upon by whoever inserted it (T22).
create unique index entry_came_once on entry (provider_message_id, organisation_id) where provider_message_id is not null;
create index entry_moved on entry (origin_thread_id) where origin_thread_id is not null;
call guard_tenant_table('entry', 'select, insert, update');

-- How far a human has read a thread (V4, V10), by the entry's number, not by a clock.
create table read_position (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  staff_member_id uuid,
  customer_id uuid,
  number int not null,
  read_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (thread_id, staff_member_id, organisation_id),
  unique (thread_id, customer_id, organisation_id),
  check (num_nonnulls(staff_member_id, customer_id) = 1),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
call guard_tenant_table('read_position');

-- What a staff member of the messages tab has not read, one row a thread, written with the message for each of them: so the tab's
-- dot and the list's filter cost one look-up at 200,000 threads. No row = nothing unread; whoever is new has none.
create table unread (
  organisation_id uuid not null references organisation (id),
  staff_member_id uuid not null,
  thread_id uuid not null,
  from_number int not null,                  -- the first unread entry: the divider's place
  last_message_at timestamptz(3) not null default app_now(), -- the thread's, kept with it: the list's order, five unread or all
  primary key (staff_member_id, thread_id, organisation_id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id)
);
create index unread_of_thread on unread (thread_id);
create index unread_by_activity on unread (staff_member_id, last_message_at desc, thread_id desc);
call guard_tenant_table('unread');

create function keep_unread_order() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'unread' then
    new.last_message_at := (select coalesce(last_message_at, created_at) from thread where organisation_id = new.organisation_id and id = new.thread_id);
  else
    update unread set last_message_at = new.last_message_at where organisation_id = new.organisation_id and thread_id = new.id;
  end if;
  return new;
end $$;
create trigger keep_order before insert on unread for each row execute function keep_unread_order();
create trigger keep_unread_order after update on thread for each row
  when (old.last_message_at is distinct from new.last_message_at and new.last_message_at is not null) execute function keep_unread_order();

-- V5: what becomes of one staff message for one customer who has to see it. Open until it is settled: read in time, mailed,
-- delivered as a text, or there is no way. `due_at` is when it is mailed at the latest.
create table message_notice (
  organisation_id uuid not null references organisation (id),
  entry_id uuid not null,
  customer_id uuid not null,
  thread_id uuid not null,
  number int not null,
  due_at timestamptz(3) not null,
  settled_at timestamptz(3),
  outcome text check (outcome in ('read', 'mailed', 'texted', 'no_address', 'blocked', 'unsubscribed')),
  delivery_id uuid,                          -- the mail that told of it
  text_delivery_id uuid,                     -- the same message as a text to this customer
  primary key (entry_id, customer_id, organisation_id),
  check ((settled_at is null) = (outcome is null)),
  check ((outcome = 'mailed') = (delivery_id is not null)),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, delivery_id) references delivery (organisation_id, id),
  foreign key (organisation_id, text_delivery_id) references delivery (organisation_id, id)
);
create index message_notice_open on message_notice (thread_id, customer_id, number) where settled_at is null;
create index message_notice_due on message_notice (due_at) where settled_at is null;
create index message_notice_by_delivery on message_notice (delivery_id) where delivery_id is not null;
create index message_notice_by_text on message_notice (text_delivery_id) where text_delivery_id is not null;
call guard_tenant_table('message_notice', 'select, insert, update');

-- V7: a customer wrote, and staff with a visit at the family today are to be told: whom, is asked when it is due (T20).
create table visit_notice (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  from_number int not null,                  -- the first message that it tells of
  due_at timestamptz(3) not null,
  settled_at timestamptz(3),
  people int,                                -- how many were mailed
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id)
);
create unique index visit_notice_open on visit_notice (thread_id) where settled_at is null;
create index visit_notice_due on visit_notice (due_at) where settled_at is null;
call guard_tenant_table('visit_notice', 'select, insert, update');

-- What somebody has not sent yet (T12): one a human, thread and kind. Sending empties it in the same transaction and raises its
-- version, so that a late save of an older one loses.
create table draft (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  staff_member_id uuid,
  customer_id uuid,
  kind text not null default 'reply' check (kind in ('reply', 'note')),
  body text not null check (length(body) <= 10000),
  version int not null,
  updated_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  unique (thread_id, staff_member_id, kind, organisation_id),
  unique (thread_id, customer_id, kind, organisation_id),
  check (num_nonnulls(staff_member_id, customer_id) = 1),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
create index draft_of_staff on draft (staff_member_id) where staff_member_id is not null and body <> '';
call guard_tenant_table('draft');

-- V12: what is said again and again.
create table saved_reply (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 80),
  body text not null check (length(body) between 1 and 10000),
  updated_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (name, organisation_id)
);
call guard_tenant_table('saved_reply');

-- Something of entries has changed that stands in other tables (a text's status, a notice): whoever looks at the thread gets
-- them anew. Locks the thread.
create function touch_entries(p_organisation_id uuid, p_entry_ids uuid[]) returns void language plpgsql as $$
declare touched record;
begin
  for touched in
    select thread_id, array_agg(id) as ids from entry
    where organisation_id = p_organisation_id and id = any (p_entry_ids) group by thread_id order by thread_id
  loop
    update thread set revision = revision + 1 where organisation_id = p_organisation_id and id = touched.thread_id;
    update entry set revision = thread.revision from thread
    where thread.organisation_id = p_organisation_id and thread.id = touched.thread_id
      and entry.organisation_id = p_organisation_id and entry.id = any (touched.ids);
  end loop;
end $$;

-- A message as a text, and the mails that tell of messages, are deliveries: what becomes of them stands at the entry.
alter table delivery add column entry_id uuid;
alter table delivery add foreign key (organisation_id, entry_id) references entry (organisation_id, id);
create index delivery_of_entry on delivery (entry_id) where entry_id is not null;

create function touch_entries_of_delivery() returns trigger language plpgsql as $$
begin
  perform touch_entries(new.organisation_id, array(
    select new.entry_id where new.entry_id is not null
    union select entry_id from message_notice where organisation_id = new.organisation_id and delivery_id = new.id));
  return null;
end $$;
create trigger touch_entries after update on delivery for each row
  when (new.purpose in ('conversation_text', 'unread_notice') and (old.status is distinct from new.status or old.opened_at is distinct from new.opened_at))
  execute function touch_entries_of_delivery();

-- Live pages: a thread's own page, the list, and what one staff member has not read.
create sequence thread_list_change;
grant usage on sequence thread_list_change to packpost_app;
create function keep_thread() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (new.last_message_number, new.active, new.waiting_since, new.assigned_to, new.joined_into)
     is distinct from (old.last_message_number, old.active, old.waiting_since, old.assigned_to, old.joined_into) then
    new.list_change := nextval('thread_list_change');
  end if;
  return new;
end $$;
create trigger keep_thread before insert or update on thread for each row execute function keep_thread();

create function announce_thread() returns trigger language plpgsql as $$
begin
  perform announce_change('thread/' || new.organisation_id || '/' || new.id);
  if tg_op = 'INSERT' or new.list_change <> old.list_change then
    perform announce_change('inbox/' || new.organisation_id || '/' || new.organisation_id);
  end if;
  return null;
end $$;
create trigger announce_insert after insert on thread for each row execute function announce_thread();
create trigger announce after update on thread for each row when (old is distinct from new) execute function announce_thread();

-- A visit that goes or moves takes a page away from whoever sees the family by it alone (V6, T55).
create function announce_visit() returns trigger language plpgsql as $$
begin
  perform announce_change('thread/' || organisation_id || '/' || id) from thread
  where organisation_id = old.organisation_id and family_id = old.family_id;
  return null;
end $$;
create trigger announce_update after update on appointment for each row
  when ((old.family_id, old.staff_member_id, old.starts_at, old.ends_at, old.status)
    is distinct from (new.family_id, new.staff_member_id, new.starts_at, new.ends_at, new.status)) execute function announce_visit();
create trigger announce_delete after delete on appointment for each row execute function announce_visit();

create function announce_unread() returns trigger language plpgsql as $$
begin
  perform announce_change('unread/' || organisation_id || '/' || staff_member_id)
  from (select distinct organisation_id, staff_member_id from changed_rows) changed;
  return null;
end $$;
create trigger announce_insert after insert on unread referencing new table as changed_rows for each statement execute function announce_unread();
create trigger announce_update after update on unread referencing new table as changed_rows for each statement execute function announce_unread();
create trigger announce_delete after delete on unread referencing old table as changed_rows for each statement execute function announce_unread();
