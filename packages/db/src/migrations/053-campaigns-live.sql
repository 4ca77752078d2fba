-- The list of campaigns is kept up as a campaign's own page is (022-live-pages): its topic is 'campaigns/{organisation_id}/{organisation_id}'.

create or replace function announce_campaign_numbers() returns trigger language plpgsql as $$
begin
  perform announce_change('campaign/' || organisation_id || '/' || broadcast_id)
  from (select distinct organisation_id, broadcast_id from new_rows) changed;
  perform announce_change('campaigns/' || organisation_id || '/' || organisation_id)
  from (select distinct organisation_id from new_rows) changed;
  return null;
end $$;

create or replace function announce_campaign() returns trigger language plpgsql as $$
begin
  perform announce_change('campaign/' || new.organisation_id || '/' || new.id);
  perform announce_change('campaigns/' || new.organisation_id || '/' || new.organisation_id);
  return null;
end $$;

-- One that is begun, duplicated or purged is another line of the list, and no page of its own yet or any more.
create function announce_campaign_line() returns trigger language plpgsql as $$
begin
  perform announce_change('campaigns/' || organisation_id || '/' || organisation_id)
  from (select distinct organisation_id from changed_rows) changed;
  return null;
end $$;
create trigger announce_insert after insert on campaign referencing new table as changed_rows for each statement execute function announce_campaign_line();
create trigger announce_delete after delete on campaign referencing old table as changed_rows for each statement execute function announce_campaign_line();
