-- Send later (V15). docs/decisions/2026-11-29-send-later.md.

-- Local times between which no text leaves by itself (A12, V15), in the organisation's zone; both null = no quiet hours.
alter table organisation
  add column quiet_from time default '21:00',
  add column quiet_until time default '08:00',
  add check ((quiet_from is null) = (quiet_until is null)),
  add check (quiet_from <> quiet_until);

alter table appointment add unique (id, organisation_id);

-- A message that is to be posted at its time. It is no entry until then, so that nothing that shows, counts, searches, exports or mails entries
-- can tell of it. Its id is its entry's: whatever dies, it is posted once.
create table scheduled_message (
  organisation_id uuid not null references organisation (id),
  id uuid not null,                          -- made by the writer's page
  thread_id uuid not null,
  origin_thread_id uuid,                     -- where it was written, if that thread was joined
  staff_member_id uuid not null,             -- its author
  body text not null check (length(body) <= 10000),
  as_text boolean not null default false,    -- it goes to somebody's phone too
  text_customer_id uuid,                     -- whose; null: the stranger's whose thread it is
  appointment_id uuid,                       -- the visit that it is about
  appointment_starts_at timestamptz(3),      -- when that was to begin as it was written
  seen_entry_id uuid,                        -- the newest entry that its writer knew of
  due_at timestamptz(3) not null,
  state text not null default 'scheduled' check (state in ('scheduled', 'held', 'posted', 'cancelled')),
  hold_reason text check (hold_reason in ('customer_wrote', 'colleague_replied', 'visit_cancelled', 'visit_moved', 'late',
    'author_left', 'no_access', 'reaches_nobody', 'cannot_text', 'quiet_hours')),
  hold_entry_id uuid,                        -- what was written meanwhile
  hold_words text check (length(hold_words) <= 500), -- why it cannot be texted
  held_at timestamptz(3),
  settled_at timestamptz(3),                 -- posted or cancelled
  taken_back boolean not null default false, -- cancelled to be edited: it is a draft again
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  check (as_text or text_customer_id is null),
  check ((appointment_id is null) = (appointment_starts_at is null)),
  check ((state = 'held') = (hold_reason is not null) and (hold_reason is null) = (held_at is null)),
  check ((state in ('posted', 'cancelled')) = (settled_at is not null)),
  check (not taken_back or state = 'cancelled'),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, origin_thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, text_customer_id) references customer (organisation_id, id),
  foreign key (organisation_id, appointment_id) references appointment (organisation_id, id),
  foreign key (organisation_id, seen_entry_id) references entry (organisation_id, id),
  foreign key (organisation_id, hold_entry_id) references entry (organisation_id, id)
);
-- What stands at the end of a thread; what the list shows; what is due (the sweep).
create index scheduled_message_of_thread on scheduled_message (thread_id, due_at) where state in ('scheduled', 'held');
create index scheduled_message_open on scheduled_message (organisation_id, due_at) where state in ('scheduled', 'held');
create index scheduled_message_held on scheduled_message (organisation_id, thread_id) where state = 'held';
create index scheduled_message_due on scheduled_message (due_at) where state = 'scheduled';
create index scheduled_message_moved on scheduled_message (origin_thread_id) where origin_thread_id is not null;
call guard_tenant_table('scheduled_message', 'select, insert, update');

-- Its pictures, until they are its entry's.
alter table attachment add column scheduled_message_id uuid;
alter table attachment add foreign key (organisation_id, scheduled_message_id) references scheduled_message (organisation_id, id);
alter table attachment add check (entry_id is null or scheduled_message_id is null);
create index attachment_scheduled on attachment (scheduled_message_id, place) where scheduled_message_id is not null;

-- Open pages of the thread, the list, and the dots of whom it waits for.
create function announce_scheduled() returns trigger language plpgsql as $$
begin
  update thread set revision = revision + 1, list_change = nextval('thread_list_change')
  where organisation_id = new.organisation_id and id = new.thread_id;
  if new.state = 'held' or (tg_op = 'UPDATE' and old.state = 'held') then
    perform announce_dots(new.organisation_id);
  end if;
  return null;
end $$;
create trigger announce_insert after insert on scheduled_message for each row execute function announce_scheduled();
create trigger announce_update after update on scheduled_message for each row when (old is distinct from new) execute function announce_scheduled();

-- What was not sent waits for its author, for whom the thread is given to, or for all where neither has the tab: whoever it falls to when
-- that changes has the dot at once. Few threads have something held, so all staff look anew.
create function announce_dots(p_organisation_id uuid) returns void language sql as $$
  select announce_change('unread/' || organisation_id || '/' || id) from staff_member
  where organisation_id = p_organisation_id and ended_at is null
$$;

create function announce_held() returns trigger language plpgsql as $$
begin
  -- Index: scheduled_message_held.
  if exists (select from scheduled_message where organisation_id = new.organisation_id and thread_id = new.id and state = 'held') then
    perform announce_dots(new.organisation_id);
  end if;
  return null;
end $$;
create trigger announce_held after update on thread for each row when (old.assigned_to is distinct from new.assigned_to)
  execute function announce_held();

create function announce_role() returns trigger language plpgsql as $$
begin
  if exists (select from scheduled_message where organisation_id = new.organisation_id and state = 'held') then
    perform announce_dots(new.organisation_id);
  end if;
  return null;
end $$;
create trigger announce_role after update on staff_member for each row
  when ((old.role, old.ended_at) is distinct from (new.role, new.ended_at)) execute function announce_role();

-- Threads of whom somebody is to be told, or in which something is to be posted, by now (the sweep): their notifier may have been lost
-- between commit and start.
grant select (organisation_id, thread_id, due_at, state) on scheduled_message to packpost_lookup;
create policy lookup on scheduled_message for select to packpost_lookup using (true);
create or replace function conversations_with_work(p_older_than interval default '10 seconds') returns table (organisation_id uuid, thread_id uuid)
language sql stable security definer set search_path = public as $$
  select organisation_id, thread_id from (
    select organisation_id, thread_id, due_at from message_notice where settled_at is null and due_at < app_now() - p_older_than
    union all
    select organisation_id, thread_id, due_at from visit_notice where settled_at is null and due_at < app_now() - p_older_than
    union all
    select organisation_id, thread_id, due_at from scheduled_message where state = 'scheduled' and due_at < app_now() - p_older_than) due
  group by organisation_id, thread_id order by min(due_at) limit 1000
$$;
