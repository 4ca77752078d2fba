-- Open composers learn that texting was switched on or off, or pauses: with the topic of the inbox, which all who read messages follow.
create function announce_texting() returns trigger language plpgsql as $$
begin
  perform announce_change('inbox/' || new.organisation_id || '/' || new.organisation_id);
  return null;
end $$;
create trigger announce_texting after update on texting for each row
  when (old.enabled_at is distinct from new.enabled_at or old.paused_at is distinct from new.paused_at) execute function announce_texting();
