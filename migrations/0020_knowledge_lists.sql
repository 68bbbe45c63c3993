-- Which knowledge answers in a channel, and what finds passages by meaning among very many.

-- The package that answers in a channel, chosen there; null: what the agent's settings choose. One that
-- is gone counts as null, so that removing a project needs no order.
alter table connection_channels add column package_id text collate "C";
create index connection_channels_package on connection_channels (project_id, package_id)
  where package_id is not null;

-- Passages that mean alike are kept in lists: each is in the one whose centre differs from its signature
-- in the fewest bits, and a question is compared with the passages of the nearest lists alone. Null:
-- in none yet; those are always compared (docs/decisions/0005-retrieval.md).
alter table knowledge_embeddings add column list integer;
drop index knowledge_embeddings_model;
create index knowledge_embeddings_list on knowledge_embeddings (project_id, model, list);
create index knowledge_embeddings_source on knowledge_embeddings (project_id, source_id);

create table knowledge_centres (
  project_id text collate "C" not null references projects (id) on delete cascade,
  model text collate "C" not null,
  list integer not null,
  signature bit varying not null,
  primary key (project_id, model, list)
);

-- The lists in use: those from first_list on. Earlier ones are emptied and then removed.
create table knowledge_list_sets (
  project_id text collate "C" not null references projects (id) on delete cascade,
  model text collate "C" not null,
  first_list integer not null,
  -- Bits of a signature.
  size integer not null,
  -- How many passages there were: at twice as many new lists are made.
  passages integer not null,
  made_at timestamptz(3) not null,
  primary key (project_id, model)
);
