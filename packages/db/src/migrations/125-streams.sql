-- The streams in our words; what a provider calls them only its adapter knows.
alter table sender drop constraint sender_stream_check;
alter table sender no force row level security;
update sender set stream = case stream when 'broadcast' then 'bulk' else 'transactional' end;
alter table sender force row level security;
alter table sender add constraint sender_stream_check check (stream in ('bulk', 'transactional'));
