-- When the provider is asked next about an unanswered call, as the campaign's workflow sees it by its own timings.
alter table campaign add column next_look_at timestamptz(3);
