-- Again (C16): resend to those who failed as a linked child campaign, and the archive.
alter table campaign add column parent_id uuid, add column archived_at timestamptz(3),
  add foreign key (organisation_id, parent_id) references campaign (organisation_id, id),
  add check (parent_id <> id);
create index campaign_children on campaign (parent_id) where parent_id is not null;

-- What moves is never hidden: an archived draft that is sent after all comes out of the archive.
create function keep_moving_campaign_in_sight() returns trigger language plpgsql as $$
begin
  new.archived_at := null;
  return new;
end $$;
create trigger keep_moving_campaign_in_sight before update of status on campaign
  for each row when (new.archived_at is not null and new.status in ('scheduled', 'sending', 'paused'))
  execute function keep_moving_campaign_in_sight();
