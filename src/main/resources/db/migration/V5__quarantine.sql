-- An update nobody will try again, by a person's decision: state QUARANTINED with these set.

alter table telegram_update
  add column set_aside_at      timestamptz,
  add column set_aside_by      text,
  add column set_aside_because text,
  add check ((set_aside_at is null) = (set_aside_by is null)
         and (set_aside_at is null) = (set_aside_because is null)),
  add check (set_aside_at is null or state = 'QUARANTINED');
create index telegram_update_quarantined on telegram_update (id) where state = 'QUARANTINED';
