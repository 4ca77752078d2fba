-- Imports of customers and what hangs on them (P9). docs/decisions/2026-11-30-import.md.

-- One file of one noun, from its upload to its undoing. The file lies in the storage in parts of 4 MB under its key, until it is purged.
create table customer_import (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  noun text not null check (noun in ('customer', 'family', 'pet', 'application', 'registration', 'appointment', 'transaction')),
  state text not null default 'draft'
    check (state in ('draft', 'looking', 'looked', 'running', 'done', 'undoing', 'undone', 'failed', 'discarded')),
  revision int not null default 0,           -- of its work: each look, run and undoing is a workflow of its own
  file_name text not null check (length(file_name) <= 200),
  file_key text check (file_key ~ '^[a-z2-7]{26}$'), -- null: the file is purged
  parts int not null check (parts > 0),
  bytes bigint not null check (bytes > 0),
  found jsonb not null,                      -- what the upload has found: encoding, separator, columns' names
  settings jsonb not null,                   -- how it is read, what its columns are
  headers_key text not null,                 -- of the columns' names: the next file like it is read the same way
  created_by uuid not null,
  created_at timestamptz(3) not null default app_now(),
  touched_at timestamptz(3) not null default app_now(),
  -- Progress of the work in hand: the file's row up to which all is done, committed with what was done.
  row_done int not null default 0,
  bytes_done bigint not null default 0,
  created int not null default 0, changed int not null default 0, unchanged int not null default 0, refused int not null default 0,
  looked jsonb,                              -- the counts of the last dry run
  confirmed_by uuid,
  confirmed_at timestamptz(3),
  finished_at timestamptz(3),
  undone_by uuid,
  undone_at timestamptz(3),
  kept int not null default 0,               -- rows that undoing has left, since they were edited or are needed
  trouble text check (length(trouble) <= 500), -- why it has failed, or why its work stands still
  primary key (id),
  unique (id, organisation_id),
  check ((confirmed_by is null) = (confirmed_at is null)),
  foreign key (organisation_id, created_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, confirmed_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, undone_by) references staff_member (organisation_id, id)
);
create index customer_import_list on customer_import (organisation_id, created_at desc, id desc) where created_at > '-infinity';
create index customer_import_headers on customer_import (headers_key, organisation_id);
create index customer_import_working on customer_import (touched_at) where state in ('looking', 'running', 'undoing');
call guard_tenant_table('customer_import');

-- What became of the rows of a file, of the dry run and then of the run; those that change nothing are only counted, unless there is
-- something to say of them.
create table customer_import_row (
  organisation_id uuid not null references organisation (id),
  import_id uuid not null,
  row int not null,                          -- as a spreadsheet counts, the names of the columns are the first
  outcome text not null check (outcome in ('created', 'changed', 'unchanged', 'refused')),
  subject_id uuid,                           -- of a dry run it need not exist
  label text not null,
  changes jsonb not null default '[]',       -- field, before, after: for people to read
  stored jsonb not null default '{}',        -- column: [before, after], for the undoing
  note text,                                 -- why it was refused, or what else to know
  undone text check (undone in ('undone', 'kept')),
  undo_note text,                            -- why it was kept
  primary key (import_id, row, organisation_id),
  foreign key (organisation_id, import_id) references customer_import (organisation_id, id) on delete cascade
);
create index customer_import_row_by_outcome on customer_import_row (import_id, outcome, row);
create index customer_import_row_kept on customer_import_row (import_id, row) where undone = 'kept';
call guard_tenant_table('customer_import_row');
call read_tenant_once('customer_import_row');

-- What a dry run has made so far of whom, by the keys that they would have then, so that its parts fold as the run's (T57). Gone with
-- its end.
create table customer_import_memory (
  organisation_id uuid not null references organisation (id),
  import_id uuid not null,
  noun text not null,
  subject_id uuid not null,
  row_values jsonb not null,
  primary key (import_id, subject_id, organisation_id),
  foreign key (organisation_id, import_id) references customer_import (organisation_id, id) on delete cascade
);
call guard_tenant_table('customer_import_memory');
call read_tenant_once('customer_import_memory');
create table customer_import_key (
  organisation_id uuid not null references organisation (id),
  import_id uuid not null,
  key text not null,                         -- noun/kind:value
  subject_id uuid not null,
  primary key (import_id, key, subject_id, organisation_id),
  foreign key (organisation_id, import_id) references customer_import (organisation_id, id) on delete cascade
);
call guard_tenant_table('customer_import_key');
call read_tenant_once('customer_import_key');

-- Imports with work: their workflow may have been lost between commit and start.
create function imports_with_work(p_older_than interval default '10 seconds')
returns table (organisation_id uuid, import_id uuid, revision int)
language sql stable security definer set search_path = public as $$
  select organisation_id, id, revision from customer_import
  where state in ('looking', 'running', 'undoing') and touched_at < app_now() - p_older_than order by touched_at limit 1000
$$;
grant select (organisation_id, id, revision, state, touched_at) on customer_import to packpost_lookup;
create policy lookup on customer_import for select to packpost_lookup using (true);
do $$
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function imports_with_work(interval) owner to packpost_lookup;
  revoke execute on function imports_with_work(interval) from public;
  grant execute on function imports_with_work(interval) to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
