-- Whether texts leave is a topic of its own: basic staff follow it too, who have no inbox. A process from before this migration learns of a
-- change when it next reads the inbox, within seconds.
create or replace function announce_texting() returns trigger language plpgsql as $$
begin
  perform announce_change('texting/' || new.organisation_id || '/' || new.organisation_id);
  return null;
end $$;
