/**
 * What holds for the whole database, whatever a migration wrote: run after every migration. Functions that run as their
 * owner look into `public` first and into nobody's temporary schema before it (CVE-2018-1058), and the app's role makes
 * no temporary objects at all.
 * @source https://www.postgresql.org/docs/current/sql-createfunction.html "Writing SECURITY DEFINER Functions Safely"
 */
export const sealDatabase = `
do $$
declare sealed regprocedure;
begin
  for sealed in
    select oid::regprocedure from pg_proc
    where pronamespace = 'public'::regnamespace and prosecdef and proconfig @> array['search_path=public']
  loop
    execute format('alter function %s set search_path = public, pg_temp', sealed);
  end loop;
  execute format('revoke temporary on database %I from public, packpost_app', current_database());
  begin
    execute format('alter role packpost_app in database %I set search_path = public, pg_temp', current_database());
  exception when insufficient_privilege then
    raise notice 'packpost_app keeps its search_path: this role may not alter it';
  end;
end $$`;
