-- The look-ups across tenants run as packpost_lookup, and only the app may call them.
do $$
declare look_up regprocedure;
begin
  execute format('grant packpost_lookup to %I', current_user);
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  foreach look_up in array array['memberships_of_user(uuid)', 'list_organisation_ids()', 'search_customers(text, int)', 'campaigns_with_work(interval)']::regprocedure[] loop
    execute format('alter function %s owner to packpost_lookup', look_up);
    execute format('revoke execute on function %s from public', look_up);
    execute format('grant execute on function %s to packpost_app', look_up);
  end loop;
  revoke create on schema public from packpost_lookup;
end $$;
