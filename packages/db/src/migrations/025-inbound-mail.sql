-- Mail about conversations: what is mailed because it was not read (V5, V7).

-- What a mail to a customer says of the mails before it, so that mail programs show them as one conversation (T40):
-- { messageId, references }. The ids are ours and of mails that came in.
alter table delivery add column threading jsonb;

-- Threads of whom somebody is to be told by now (the sweep): their notifier may have been lost between commit and start.
create function conversations_with_work(p_older_than interval default '10 seconds') returns table (organisation_id uuid, thread_id uuid)
language sql stable security definer set search_path = public as $$
  select organisation_id, thread_id from (
    select organisation_id, thread_id, due_at from message_notice where settled_at is null and due_at < app_now() - p_older_than
    union all
    select organisation_id, thread_id, due_at from visit_notice where settled_at is null and due_at < app_now() - p_older_than) due
  group by organisation_id, thread_id order by min(due_at) limit 1000
$$;

grant select (organisation_id, thread_id, due_at, settled_at) on message_notice, visit_notice to packpost_lookup;
create policy lookup on message_notice for select to packpost_lookup using (true);
create policy lookup on visit_notice for select to packpost_lookup using (true);
do $$
declare look_up regprocedure;
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  foreach look_up in array array['conversations_with_work(interval)']::regprocedure[] loop
    execute format('alter function %s owner to packpost_lookup', look_up);
    execute format('revoke execute on function %s from public', look_up);
    execute format('grant execute on function %s to packpost_app', look_up);
  end loop;
  revoke create on schema public from packpost_lookup;
end $$;
