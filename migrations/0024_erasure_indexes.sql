-- What of the events may name a person, so that erasing one reads these and not a month of all events:
-- the event of their contact; texts, which few events hold.
create index events_contact on events (project_id, (data ->> 'contact_id'))
  where type = 'contact.created';
create index events_texts on events (project_id, session_id)
  where (session_id is null and type <> 'contact.created') or data ? 'needs_human';
