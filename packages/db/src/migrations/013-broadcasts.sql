-- One sending to many people, whatever is sent: its state, its time, and how far it is. What it says and whom it is for is its
-- kind's (campaign, alert).

create table broadcast (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('campaign', 'alert')),
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled')),
  template jsonb,                            -- frozen at send: what its kind renders each message from
  planned boolean not null default false,    -- for a date and time; false = sent now, with ten seconds to undo
  send_at timestamptz(3),
  sent_by uuid,
  confirmed_count int,                       -- what the sender confirmed in the dialog
  due_count int,                             -- how many would receive it when its time had come
  sending_began_at timestamptz(3),
  finished_at timestamptz(3),
  pause_reason text,                         -- why, in words for staff; by hand or automatic
  resumed_at timestamptz(3),                 -- staff have looked at the numbers: automatic pauses count from here on
  -- The workflow wakes on changes: the sweep wakes it again where it has not seen the newest one.
  revision int not null default 0,
  observed_revision int not null default 0,
  changed_at timestamptz(3) not null default app_now(),
  next_look_at timestamptz(3),               -- when the provider is asked next about an unanswered call, by the workflow's own timings
  -- The audience
  snapshot_at timestamptz(3),                -- when it was written into recipient rows
  slices int not null default 0,             -- it is cut into slices 0 … slices - 1 of at most 5,000 rows
  first_open_slice int not null default 0,   -- slices below have nobody waiting. Raised by whoever finds that, lowered by
                                             -- whatever lets somebody wait again (tally_recipient_changes)
  wave int not null default 0,               -- the newest open wave (C13), from 0
  wave_slices int check (wave_slices >= 1),  -- slices a wave has; null = all are one wave
  wave_opens_at timestamptz(3),              -- when the next one opens, once nobody of the last one waits
  -- How many unconfirmed people the author has been told of, and whether somebody decided to leave them.
  unconfirmed_reported int not null default 0,
  unconfirmed_left_at timestamptz(3),
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, sent_by) references staff_member (organisation_id, id),
  check (status = 'draft' or (template is not null and send_at is not null and sent_by is not null)),
  check ((status in ('sent', 'cancelled')) = (finished_at is not null))
);
create index broadcast_with_work on broadcast (send_at) where status in ('scheduled', 'sending', 'paused') or (status = 'cancelled' and revision <> observed_revision);
call guard_tenant_table('broadcast');
