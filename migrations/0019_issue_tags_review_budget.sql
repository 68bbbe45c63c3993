-- Issues by the tags of the sessions that ask for them, and what reviews use of a model each day.

-- Made by the recount, as issue_companies: lists filter by it.
create table issue_tags (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  tag text collate "C" not null,
  session_count integer not null,
  primary key (project_id, issue_id, tag),
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade
);
create index issue_tags_tag on issue_tags (project_id, tag, issue_id);

insert into issue_tags (project_id, issue_id, tag, session_count)
select l.project_id, l.entity_id, tag, count(*)
from session_links l
join issues i on i.project_id = l.project_id and i.id = l.entity_id
join sessions s on s.project_id = l.project_id and s.id = l.session_id
cross join lateral unnest(s.tags) as tag
where l.kind = 'issue'
group by 1, 2, 3;

create trigger sessions_retagged_issues after update of tags on sessions
  for each row when (old.tags is distinct from new.tags)
  execute function mark_issues_of_session();

-- What the reviews of a project used on one day (UTC), counted in the transaction of each step: the
-- budget is checked with one look at one row.
create table review_usage (
  project_id text collate "C" not null references projects (id) on delete cascade,
  day date not null,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  -- Steps that our rules did, or that failed, because the budget was spent; and when the first one was.
  refused integer not null default 0,
  spent_at timestamptz(3),
  primary key (project_id, day)
);
