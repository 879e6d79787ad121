-- Nodes keep in memory what they have read of the directory, for as long as it has the same
-- version. A number is never given twice, not even after a rollback: what a transaction has read
-- of its own changes is never taken for what another one changed.

create sequence directory_version_number;

create table directory_version (
  version bigint not null
);
insert into directory_version values (nextval('directory_version_number'));

create function count_directory_version() returns trigger language plpgsql as $$
begin
  update directory_version set version = nextval('directory_version_number');
  return null;
end
$$;

-- Before, not after: who changes the directory waits here, with no row of it in their hands yet.
create trigger counts_version before insert or update or delete or truncate on region
  for each statement execute function count_directory_version();
create trigger counts_version before insert or update or delete or truncate on municipality
  for each statement execute function count_directory_version();
create trigger counts_version before insert or update or delete or truncate on organisation
  for each statement execute function count_directory_version();
create trigger counts_version before insert or update or delete or truncate on calendar_change
  for each statement execute function count_directory_version();
