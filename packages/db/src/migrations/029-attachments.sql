-- Pictures and files of a conversation (V13, T45). The bytes lie in the storage under the key; no address of them works without asking whether
-- the reader may see the thread. Uploaded before its message is sent: until then it is its uploader's alone.
create table attachment (
  organisation_id uuid not null references organisation (id),
  id uuid not null,                          -- made by the uploader's page: sent again it is the same
  thread_id uuid not null,
  entry_id uuid,                             -- null: not sent yet
  place int not null default 0,              -- among those of its entry
  staff_member_id uuid,                      -- who uploaded it; neither: it came as a text or mail
  customer_id uuid,
  state text not null default 'kept' check (state in ('kept', 'coming', 'failed')),
  key text unique check (key ~ '^[a-z2-7]{26}$'),
  extension text check (extension in ('jpg', 'png', 'gif', 'file')), -- what it is since it was re-encoded; a file is as it came
  width int check (width between 1 and 99999),
  height int check (height between 1 and 99999),
  bytes int check (bytes > 0),
  text_extension text check (text_extension in ('jpg', 'png', 'gif')), -- the smaller one that goes out with a text, where it has one (T24)
  folded boolean not null default false,     -- of a mail: a picture of what it quotes or of a signature, shown with those (T45)
  trouble text check (length(trouble) <= 300), -- why it has failed
  file_name text not null check (length(file_name) <= 200),
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  check (num_nonnulls(staff_member_id, customer_id) <= 1),
  check ((state = 'kept') = (key is not null) and (key is null) = (extension is null)),
  check ((width is null) = (height is null) and (width is not null) = (coalesce(extension, 'file') <> 'file')),
  check ((state = 'failed') = (trouble is not null)),
  foreign key (organisation_id, thread_id) references thread (organisation_id, id),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
create index attachment_of_entry on attachment (entry_id, place) where entry_id is not null;
create index attachment_unsent on attachment (thread_id, created_at) where entry_id is null;
create index attachment_unsent_by_age on attachment (organisation_id, created_at) where entry_id is null;
-- What came in and is still to be fetched (the sweep), and of one entry.
create index attachment_coming on attachment (created_at) where state = 'coming';
call guard_tenant_table('attachment');

-- A text or mail stands at once, its pictures follow (T23): their entry shows what has become of them.
create function touch_entry_of_attachment() returns trigger language plpgsql as $$
begin
  perform touch_entries(new.organisation_id, array[new.entry_id]);
  return null;
end $$;
create trigger touch_entry after update on attachment for each row
  when (old.state = 'coming' and new.state <> 'coming') execute function touch_entry_of_attachment();

-- Entries with something to fetch: their workflow may have been lost between commit and start.
create function entries_with_files_to_fetch(p_older_than interval default '10 seconds') returns table (organisation_id uuid, entry_id uuid)
language sql stable security definer set search_path = public as $$
  select organisation_id, entry_id from attachment where state = 'coming' and created_at < app_now() - p_older_than
  group by organisation_id, entry_id order by min(created_at) limit 1000
$$;
grant select (organisation_id, entry_id, state, created_at) on attachment to packpost_lookup;
create policy lookup on attachment for select to packpost_lookup using (true);
do $$
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function entries_with_files_to_fetch(interval) owner to packpost_lookup;
  revoke execute on function entries_with_files_to_fetch(interval) from public;
  grant execute on function entries_with_files_to_fetch(interval) to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
