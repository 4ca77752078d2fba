-- Live pages wake by NOTIFY: ids only, and only while somebody waits for them. NOTIFY takes a lock at commit that all commits
-- of the cluster share, so a campaign that is being sent must not announce each batch. A web process whose page is at rest arms
-- its topic (an advisory lock of its listening connection, gone with it); while numbers move it reads on a tick and is not armed.
-- Nobody armed: a change costs two look-ups in the lock table and no NOTIFY. docs/decisions/2026-11-29-live-pages.md.
-- Of advisory locks 7306 are changes not yet committed, in 1,024 groups, so that a statement over 10,000 campaigns takes no more.

-- Says that what a page shows of a topic has changed, e.g. 'campaign/{organisation_id}/{campaign_id}'.
create function announce_change(topic text) returns void language plpgsql as $$
declare
  armed bigint := hashtextextended(topic, 7306);
begin
  -- Shared, to the end of this transaction: nobody can arm and read before it has committed, and so miss it.
  if pg_try_advisory_xact_lock_shared(7306, hashtext(topic) & 1023) and pg_try_advisory_lock(armed) then
    perform pg_advisory_unlock(armed);
  else
    perform pg_notify('packpost_live', topic);
  end if;
end $$;

-- Arms a topic for this session: true = whatever is not seen by a read from now on is announced. False = a change is about to
-- be committed, try again later. Disarmed by pg_advisory_unlock_shared(hashtextextended(topic, 7306)).
create function arm_topic(topic text) returns boolean language plpgsql as $$
declare
  armed bigint := hashtextextended(topic, 7306);
  changing int := hashtext(topic) & 1023;
begin
  if not pg_try_advisory_lock_shared(armed) then return false; end if;
  if pg_try_advisory_lock(7306, changing) then
    perform pg_advisory_unlock(7306, changing);
    return true;
  end if;
  perform pg_advisory_unlock_shared(armed);
  return false;
end $$;

create function disarm_topic(topic text) returns boolean language sql as $$
  select pg_advisory_unlock_shared(hashtextextended(topic, 7306))
$$;

-- A campaign's page: its numbers move with its tallies, everything else with its rows.
create function announce_campaign_numbers() returns trigger language plpgsql as $$
begin
  perform announce_change('campaign/' || organisation_id || '/' || broadcast_id)
  from (select distinct organisation_id, broadcast_id from new_rows) changed;
  return null;
end $$;
create trigger announce_numbers after insert on broadcast_tally referencing new table as new_rows for each statement
  execute function announce_campaign_numbers();

create function announce_campaign() returns trigger language plpgsql as $$
begin
  perform announce_change('campaign/' || new.organisation_id || '/' || new.id);
  return null;
end $$;
create trigger announce after update on broadcast for each row when (old is distinct from new) execute function announce_campaign();
create trigger announce after update on campaign for each row when (old is distinct from new) execute function announce_campaign();
