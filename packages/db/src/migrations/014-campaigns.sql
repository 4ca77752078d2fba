-- Mass emails: what a campaign says and whom it is for, who is added to and excluded from one by hand, and what its sender has reviewed.

-- It is sent by the broadcast of the same id, which is made and deleted with it.
create table campaign (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 200),
  pass_id uuid,
  subject text not null default '' check (length(subject) <= 500),
  preheader text not null default '' check (length(preheader) <= 500),
  body_markdown text not null default '' check (length(body_markdown) <= 200000),
  -- Who gets a copy when sending begins (C3): whoever sends it (the default), the organisation's address, or nobody.
  copy_to text not null default 'sender' check (copy_to in ('sender', 'organisation', 'nobody')),
  version int not null default 1,            -- counts edits: a stale editor is told, never obeyed
  author_id uuid not null,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  parent_id uuid,                            -- resend to those who failed (C16): of this campaign
  archived_at timestamptz(3),
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, id) references broadcast (organisation_id, id) on delete cascade,
  foreign key (organisation_id, pass_id) references pass (organisation_id, id),
  foreign key (organisation_id, author_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, parent_id) references campaign (organisation_id, id),
  check (parent_id <> id)
);
create index campaign_list on campaign (organisation_id, created_at desc, id desc);
create index campaign_children on campaign (parent_id) where parent_id is not null;
call guard_tenant_table('campaign');

-- What moves is never hidden: an archived draft that is sent after all comes out of the archive.
create function keep_moving_campaign_in_sight() returns trigger language plpgsql as $$
begin
  update campaign set archived_at = null where organisation_id = new.organisation_id and id = new.id and archived_at is not null;
  return null;
end $$;
create trigger keep_moving_campaign_in_sight after update of status on broadcast
  for each row when (new.kind = 'campaign' and new.status in ('scheduled', 'sending', 'paused') and old.status is distinct from new.status)
  execute function keep_moving_campaign_in_sight();

-- People added to or excluded from a campaign by hand (C3).
create table manual_recipient (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  list text not null check (list in ('add', 'exclude')),
  position int not null,
  text text not null check (length(text) between 1 and 320), -- as it was pasted
  customer_id uuid,
  problem text check (problem in ('unknown', 'ambiguous', 'malformed', 'duplicate')),
  -- The newest change of a list can be undone: what it brought is deleted, what it took away comes back.
  brought_by uuid not null,
  removed_by uuid,
  primary key (id),
  unique (campaign_id, list, position),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete cascade,
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade,
  check ((customer_id is null) = (coalesce(problem, '') in ('unknown', 'ambiguous', 'malformed')))
);
-- Who counts, each customer once a list; also what audience, snapshot and claim look up.
create index manual_recipient_counts on manual_recipient (campaign_id, list, customer_id) where problem is null and removed_by is null;
create index manual_recipient_by_customer on manual_recipient (customer_id) where customer_id is not null;
call guard_tenant_table('manual_recipient');

-- Who would have received a campaign when its sender last looked: if it changed since, the difference has names (C7).
create table campaign_review (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz(3) not null default app_now(),
  -- Ranges of customers' numbers: a line for 412 people in a row, some megabytes for a million of whom every tenth will not.
  -- bigint, since a range ends one past its last number.
  numbers int8multirange not null,
  primary key (id),
  unique (campaign_id, reviewed_by),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete cascade,
  foreign key (organisation_id, reviewed_by) references staff_member (organisation_id, id)
);
-- Only retention walks along it: its predicate is always true and must be said (001-roles).
create index campaign_review_by_age on campaign_review (organisation_id, reviewed_at) where reviewed_at > '-infinity';
call guard_tenant_table('campaign_review');
