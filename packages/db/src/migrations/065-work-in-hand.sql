-- What is in hand over all organisations, for whoever watches the installation (O4). By attempt_open, delivery_with_work and broadcast_with_work.
create function work_in_hand()
returns table (stopped boolean, open_calls bigint, oldest_open_call_seconds double precision, waiting_deliveries bigint, oldest_waiting_delivery_seconds double precision,
  paused_broadcasts bigint)
language sql stable security definer set search_path = public as $$
  select (select sending_stopped_at is not null from installation), open.n, greatest(open.seconds, 0), waiting.n, greatest(waiting.seconds, 0),
    (select count(*) from broadcast where status = 'paused')
  from (
    select count(*) as n, coalesce(extract(epoch from app_now() - min(call_until)), 0) as seconds from (
      select call_until from attempt where ended_at is null and call_until < app_now()
      union all
      select call_until from delivery where status = 'claimed' and call_until < app_now()) open
  ) open, (
    select count(*) as n, coalesce(extract(epoch from app_now() - min(created_at)), 0) as seconds from delivery where status = 'waiting'
  ) waiting
$$;
do $$
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function work_in_hand() owner to packpost_lookup;
  revoke execute on function work_in_hand() from public;
  grant execute on function work_in_hand() to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
