-- better-auth's own limiter is off (its keys came from an address that anybody may write): ours keeps its counts in rate_limit.
drop table auth_rate_limit;
