-- Events that are about nobody here are kept for later up to a quota of the organisation's: how many there are, is counted here.
create index provider_event_of_nobody on provider_event (organisation_id) where recipient_id is null and mail_id is null;
