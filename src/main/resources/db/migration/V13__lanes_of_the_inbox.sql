-- The inbox is walked lane by lane, never row by row: what waits behind a held up update costs
-- nothing. What belongs to no chat is a lane of its own.

drop index telegram_update_lane;
create index telegram_update_lane on telegram_update (coalesce(chat_id, '-'), id)
  where done_at is null;

-- The usual fifth of the table would be more every month, and all of it lies in front of the lanes.

alter table telegram_update
  set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table outbox
  set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
