-- What became of an update, so that a day's balance can be drawn: received = registered + added +
-- answered + ignored with a reason + quarantined. Null for what was done before this was noted.

alter table telegram_update
  add column fate text check (fate in ('REGISTERED', 'ADDED', 'ANSWERED', 'IGNORED'));
