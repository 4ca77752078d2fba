-- As in 003, but whoever moved to another family while this waited for their row keeps the names that the move gave them:
-- the row is looked at once more as it is then, and their family is none of these. (Two changes at one moment, found by chance.)
create or replace function standing_after_pet() returns trigger language plpgsql as $$
declare families uuid[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct family_id) into families from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct family_id) into families from old_rows;
  else select array_agg(distinct family_id) into families from (select family_id from new_rows union select family_id from old_rows) both_rows;
  end if;
  if families is null then return null; end if;
  call lock_families(families);
  update customer set pet_names = named.names
  from (select c.id, c.family_id, coalesce(array_agg(p.name order by p.created_at, p.id) filter (where p.status = 'active'), '{}') as names
        from customer c left join pet p on p.organisation_id = c.organisation_id and p.family_id = c.family_id
        where c.family_id = any(families) group by c.id, c.family_id) named
  where customer.id = named.id and customer.family_id = named.family_id and customer.pet_names is distinct from named.names;
  call refresh_standing(customers_of_families(families));
  return null;
end $$;
