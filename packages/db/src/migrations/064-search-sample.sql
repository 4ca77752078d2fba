-- How common a word is was told by the first names of nine letters: neighbours along the alphabet, of the same surname, so that what every tenth
-- person is called seemed rare and was read from the index whole (024-search).

-- About three thousand customers of one organisation, all parts of it alike: twenty each at a hundred and forty places of its numbers, which are
-- given one after the other. Where they are not (one number of a file may be a milliard), along the alphabet.
-- By customer_largest_number, customer_by_name.
create or replace function some_customers(of_organisation uuid) returns table (id uuid, search_key text) language sql stable parallel safe as $$
  with bounds as (
    select (select number from customer where organisation_id = of_organisation and number > -2147483648 order by number limit 1)::bigint as low,
      (select number from customer where organisation_id = of_organisation and number > -2147483648 order by number desc limit 1)::bigint as high),
  numbered as materialized (
    select known.id, known.search_key from bounds cross join generate_series(0, 139) place
    cross join lateral (
      select customer.id, customer.search_key from customer
      where customer.organisation_id = of_organisation and number > -2147483648
        and number >= low + (high - low + 1) * place / 140 and number < low + (high - low + 1) * (place + 1) / 140
      order by number limit 20) known),
  -- Whose numbers lie close together are all of them.
  counted as (select count(*) < 1000 and coalesce(high - low >= 2800, false) as is_sparse from bounds left join numbered on true group by low, high)
  select id, search_key from numbered
  union all
  select known.id, known.search_key from counted cross join unnest(array['0', 'b', 'd', 'g', 'j', 'm', 'p', 's', 'v']) letter
  cross join lateral (
    select customer.id, customer.search_key from customer
    where is_sparse and customer.organisation_id = of_organisation and customer.search_key >= '' and customer.search_key >= letter
    order by customer.search_key limit 350) known
$$;
