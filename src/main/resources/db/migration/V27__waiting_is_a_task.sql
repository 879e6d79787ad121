-- Who waits for which residents is a list of tasks now: nobody asks the appeals for it any more.
drop index appeal_asked;
