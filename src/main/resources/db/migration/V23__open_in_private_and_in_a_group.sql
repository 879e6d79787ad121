-- What somebody writes in private never joins what they wrote in a group, nor the other way round.
drop index appeal_open;
create unique index appeal_open on appeal (channel, resident_id, municipality_id, in_private)
  where state <> 'CLOSED';
