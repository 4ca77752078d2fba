-- A look-up by phone number must never walk along everybody who has one: where statistics are from before an import brought the numbers,
-- this index looked as cheap as customer_by_phone, and each thousand rows of a file read all rows before it. So its walk must be said
-- (001-roles).
drop index customer_with_number;
create index customer_with_number on customer (organisation_id, search_key, id) where phone is not null and search_key >= '';
