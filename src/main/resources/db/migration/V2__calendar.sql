-- Exceptions to the working calendar: who changed what, when and why. Never changed, only added to;
-- the last row for a date at a level counts.

create table calendar_change (
  id         bigint generated always as identity primary key,
  level      text not null check (level in ('COUNTRY', 'REGION', 'MUNICIPALITY', 'CHAT')),
  place      text not null,
  date       date not null,
  hours      text, -- null: as usual again
  reason     text not null check (reason <> ''),
  changed_by text not null,
  changed_at timestamptz not null,
  moved_at   timestamptz -- null: open limits are still being moved
);
create index calendar_change_effective on calendar_change (level, place, date, id desc);

-- Which appeals a change has moved already, so that moving can be taken up again after a crash.

create table calendar_move (
  change_id     bigint not null references calendar_change,
  appeal_number text not null references appeal,
  limits        int not null,
  moved_at      timestamptz not null,
  primary key (change_id, appeal_number)
);

alter table breach add column due_at timestamptz;
alter table breach add column trace text not null default '';
