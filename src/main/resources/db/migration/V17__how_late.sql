-- How late the answer came, in minutes of working time; null until somebody answers.
alter table breach add column answered_at timestamptz;
alter table breach add column minutes_late int check (minutes_late >= 0);
alter table breach add check ((answered_at is null) = (minutes_late is null));
