-- Who waits for which residents is asked with every look at the task list.
create index appeal_asked on appeal (organisation_id) where state = 'ASKED';
