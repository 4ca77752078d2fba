-- What only retention walks along begins with the organisation: a look-up by key that finds no statistics takes such an index for
-- as good as its own and reads the whole organisation. The predicate is always true, and only retention says it (as in 016, 071).
drop index provider_event_by_age;
create index provider_event_by_age on provider_event (organisation_id, received_at) where received_at > '-infinity';
drop index campaign_review_by_age;
create index campaign_review_by_age on campaign_review (organisation_id, reviewed_at) where reviewed_at > '-infinity';

-- It held every event of a single mail for 45 days, and nothing but late events was looked for in it: those are the ones about
-- nobody, which have an index of their own.
drop index provider_event_unmatched;
