-- Pictures of a conversation (V13). The bytes lie in the storage under the key; no address of them works without asking whether
-- the reader may see the thread. Uploaded before its message is sent: until then it is its uploader's alone.
create table attachment (
  organisation_id uuid not null references organisation (id),
  id uuid not null,                          -- made by the uploader's page: sent again it is the same
  thread_id uuid not null,
  entry_id uuid,                             -- null: not sent yet
  place int not null default 0,              -- among those of its entry
  staff_member_id uuid,                      -- who uploaded it; neither: it came as a text or mail
  customer_id uuid,
  key text not null unique check (key ~ '^[a-z2-7]{26}$'),
  extension text not null check (extension in ('jpg', 'png', 'gif')), -- what it is since it was re-encoded
  width int not null check (width between 1 and 99999),
  height int not null check (height between 1 and 99999),
  bytes int not null check (bytes > 0),
  file_name text not null check (length(file_name) <= 200),
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  check (num_nonnulls(staff_member_id, customer_id) <= 1),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
create index attachment_of_entry on attachment (entry_id, place) where entry_id is not null;
create index attachment_unsent on attachment (thread_id, created_at) where entry_id is null;
call guard_tenant_table('attachment');
