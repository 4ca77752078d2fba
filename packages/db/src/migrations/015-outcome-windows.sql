-- The two windows of the automatic pause (C17): the newest words of mail servers, and the newest answers of the provider.
drop index recipient_by_outcome;
create index recipient_by_outcome on recipient (campaign_id, (least(delivered_at, soft_bounced_at, hard_bounced_at)))
  where least(delivered_at, soft_bounced_at, hard_bounced_at) is not null;
create index recipient_by_answer on recipient (campaign_id, (least(sent_at, dropped_at, failed_at)))
  where least(sent_at, dropped_at, failed_at) is not null;
