-- One index finds recipients by status and by when it moved: by time is the next of each status, and of them the next of all.
drop index recipient_by_status, recipient_by_time;
create index recipient_by_status on recipient (campaign_id, settled_status, (coalesce(status_at, '-infinity'::timestamptz)), id) where settled_status >= '';
