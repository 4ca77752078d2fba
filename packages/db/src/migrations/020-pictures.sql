-- Pictures that staff uploaded for mails. The bytes lie in the storage (STORAGE_URL) under the key; delivered mail names
-- the key for ever, so a row is added and never changed.
create table picture (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  key text not null unique check (key ~ '^[a-z2-7]{26}$'),  -- the unguessable part of its public address
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'), -- SHA-256 of the file as it was uploaded
  extension text not null check (extension in ('jpg', 'png', 'gif')), -- what it is since it was re-encoded
  width int not null check (width between 1 and 99999),
  height int not null check (height between 1 and 99999),
  bytes int not null check (bytes > 0),
  file_name text not null check (length(file_name) <= 200),
  uploaded_by uuid not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (organisation_id, content_hash),   -- the same file again is the same picture; also sums an organisation's bytes
  foreign key (organisation_id, uploaded_by) references staff_member (organisation_id, id)
);
call guard_tenant_table('picture', 'select, insert');
