-- What staff add and change by hand (P11): kinds of pets, what a transaction was, passes that are not given out any more.

alter table pet add column kind text not null default '' check (length(kind) <= 60); -- "Dog", as the team calls it; '' = not said

-- A pass that is retired stays where it was used: nobody applies for it any more and no campaign is sent for it.
alter table pass add column retired_at timestamptz(3);

-- A transaction that was wrong is taken out, not deleted: it can be put back, and an import does not bring it again.
alter table transaction
  add column what text not null default '' check (length(what) <= 200), -- "10-visit card"; '' = not said
  add column taken_out_at timestamptz(3);

create or replace function contact_after_transaction() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then
    update customer set last_transaction_at = newest.at
    from (select customer_id, max(at) as at from new_rows where taken_out_at is null group by customer_id) newest
    where customer.id = newest.customer_id and (customer.last_transaction_at is null or customer.last_transaction_at < newest.at);
    return null;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  update customer set last_transaction_at = (select max(at) from transaction t
    where t.organisation_id = customer.organisation_id and t.customer_id = customer.id and t.taken_out_at is null)
  where id = any(ids);
  return null;
end $$;
