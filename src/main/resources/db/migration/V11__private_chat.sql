-- The private chat: consent to personal data, stars, where municipalities lie, signs of an emergency.

-- What each person said to each version of the text; the newest row counts, none is ever changed.
create table consent (
  id         bigint generated always as identity primary key,
  channel    text not null,
  user_id    text not null,
  version    int not null,
  agreed     boolean not null,
  decided_at timestamptz not null
);
create index consent_of_person on consent (channel, user_id, id);

-- A row says either whether the problem is solved, or how good the answer was.
alter table rating
  alter column solved drop not null,
  add column stars smallint check (stars between 1 and 5),
  add check (num_nonnulls(solved, stars) = 1);
create unique index rating_stars on rating (appeal_number) where stars is not null;

-- The centre, in degrees of WGS 84.
alter table municipality
  add column latitude  double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add check ((latitude is null) = (longitude is null));

alter table appeal add column emergency boolean not null default false;
