-- What was not sent at its time waits for its author, for whom the thread is given to, or for all where neither has the tab (V15). Whoever it
-- falls to when that changes has the dot at once: few threads have something held, so all staff look anew.
create function announce_dots(p_organisation_id uuid) returns void language sql as $$
  select announce_change('unread/' || organisation_id || '/' || id) from staff_member
  where organisation_id = p_organisation_id and ended_at is null
$$;

create function announce_held() returns trigger language plpgsql as $$
begin
  -- Index: scheduled_message_held.
  if exists (select from scheduled_message where organisation_id = new.organisation_id and thread_id = new.id and state = 'held') then
    perform announce_dots(new.organisation_id);
  end if;
  return null;
end $$;
create trigger announce_held after update on thread for each row when (old.assigned_to is distinct from new.assigned_to)
  execute function announce_held();

create function announce_role() returns trigger language plpgsql as $$
begin
  if exists (select from scheduled_message where organisation_id = new.organisation_id and state = 'held') then
    perform announce_dots(new.organisation_id);
  end if;
  return null;
end $$;
create trigger announce_role after update on staff_member for each row
  when ((old.role, old.ended_at) is distinct from (new.role, new.ended_at)) execute function announce_role();
