-- What a project knows, cut into passages that can be found and cited, and the answers the agent
-- writes from them.

create table knowledge_sources (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  -- An open set: 'text' and 'markdown' are typed in; websites and files bring their own kinds.
  kind text collate "C" not null,
  name text not null,
  content text not null default '',
  url text,
  -- The text search configuration its words are reduced with.
  language text collate "C" not null default 'english',
  status text collate "C" not null default 'ready' check (status in ('ready', 'processing', 'failed')),
  error text,
  passage_count integer not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (project_id, id)
);
create index knowledge_sources_newest on knowledge_sources (project_id, updated_at desc, id desc);
create index knowledge_sources_language on knowledge_sources (project_id, language);

create table knowledge_passages (
  project_id text collate "C" not null,
  -- The source's id and the position: the same text cut again keeps its ids.
  id text collate "C" not null,
  source_id text collate "C" not null,
  position integer not null,
  -- The headings above it, outermost first, joined by ' > '.
  heading text not null default '',
  content text not null,
  url text,
  language text collate "C" not null,
  -- Headings weigh A, the source's name B, the text D. The project's id is a word of it, too, so
  -- that the index itself keeps projects apart (docs/decisions/0005-retrieval.md).
  document tsvector not null,
  primary key (project_id, id),
  foreign key (project_id, source_id) references knowledge_sources (project_id, id) on delete cascade
);
create unique index knowledge_passages_position on knowledge_passages (project_id, source_id, position);
create index knowledge_passages_document on knowledge_passages using gin (document);

-- In how many passages of a project a word occurs: rare words weigh more, unknown ones are checked
-- for typos. The project's own id counts its passages.
create table knowledge_terms (
  project_id text collate "C" not null references projects (id) on delete cascade,
  term text collate "C" not null,
  passages integer not null,
  primary key (project_id, term)
) with (fillfactor = 80);

create table agent_answers (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  -- The id the message gets, or would have got; a worker that takes over keeps it.
  message_id text collate "C" not null,
  -- The session's version when the answer was begun; under another one it is never stored.
  ownership_version integer not null,
  -- The newest message of the customer that it answers.
  answered_sequence integer not null,
  status text collate "C" not null default 'writing'
    check (status in ('writing', 'stored', 'dropped', 'silent', 'failed')),
  -- What it came to: 'answered', 'unknown', 'handed_over', 'failed', 'greeting'.
  outcome text collate "C",
  text text not null default '',
  -- Who writes it: a new worker's token fences off the one before.
  writer text collate "C" not null,
  lease_until timestamptz(3) not null,
  model text,
  prompt_tokens integer not null default 0,
  completion_tokens integer not null default 0,
  error text,
  started_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (project_id, session_id, message_id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
-- One answer at a time is written for a session, however many workers try.
create unique index agent_answers_writing on agent_answers (project_id, session_id)
  where status = 'writing';
