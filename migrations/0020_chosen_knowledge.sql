-- The knowledge that answers in a channel, chosen there; null: what the agent's settings choose. A
-- package that is gone counts as null, so that removing a project needs no order.
alter table connection_channels add column package_id text collate "C";
create index connection_channels_package on connection_channels (project_id, package_id)
  where package_id is not null;
