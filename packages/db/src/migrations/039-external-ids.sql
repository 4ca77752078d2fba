-- What the business's other systems call these rows (P9, P10): imports and the API find them by it again. Null: they know it not.
-- Each key is the organisation's own. docs/decisions/2026-11-30-import.md.
do $$
declare noun text;
begin
  foreach noun in array array['family', 'customer', 'pet', 'application', 'registration', 'appointment', 'transaction'] loop
    execute format('alter table %I add column external_id text check (length(external_id) between 1 and 200)', noun);
    execute format('create unique index %I on %I (external_id, organisation_id) where external_id is not null', noun || '_external', noun);
  end loop;
end $$;

-- A new customer's number is one more than the organisation's largest. A walk, so its predicate, always true, must be said (001-roles).
create index customer_largest_number on customer (organisation_id, number) where number > -2147483648;

-- What an import looks rows up by that have no id of the other system's: a pet by its name within its family is few rows
-- (pet_by_family), a visit by pet and start, a transaction by customer and day are too (transaction_by_customer).
create index appointment_by_pet on appointment (pet_id, starts_at);
