-- When an organisation is open (V16): outside these hours whoever writes is told once a conversation when somebody will look. No row, or no
-- span at all = nobody is told anything.
create table opening_hours (
  organisation_id uuid not null references organisation (id),
  week jsonb not null,                       -- Monday first: of each day its spans, { from, to } on the organisation's clock
  closed_days jsonb not null default '[]',   -- { date, name }, the organisation's calendar
  updated_at timestamptz(3) not null default app_now(),
  primary key (organisation_id),
  check (jsonb_array_length(week) = 7)
);
call guard_tenant_table('opening_hours', 'select, insert, update');

-- The line of a conversation, looked for with each message of a customer.
create index entry_hours on entry (conversation_id) where kind = 'hours';
