-- The sums of answers and of links by month beside those by day: a question about two years then reads
-- 24 sums for each company where it read 730. Kept by trigger, so that a process that does not know of
-- them, while the installation changes over, keeps them as well.

create table analytics_answer_months (
  project_id text collate "C" not null references projects (id) on delete cascade,
  -- Its first day.
  month date not null,
  bucket smallint not null,
  sessions integer not null,
  primary key (project_id, month, bucket)
) with (fillfactor = 70);

create table analytics_link_months (
  project_id text collate "C" not null references projects (id) on delete cascade,
  kind text collate "C" not null check (kind in ('company', 'issue')),
  month date not null,
  entity_id text collate "C" not null,
  sessions integer not null,
  primary key (project_id, kind, month, entity_id)
) with (fillfactor = 70);

create function sum_answers_by_month() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into analytics_answer_months as kept (project_id, month, bucket, sessions)
    select project_id, date_trunc('month', day::timestamp)::date, bucket, sum(sessions)
    from added group by 1, 2, 3 order by 1, 2, 3
    on conflict (project_id, month, bucket) do update set sessions = kept.sessions + excluded.sessions;
  elsif tg_op = 'UPDATE' then
    insert into analytics_answer_months as kept (project_id, month, bucket, sessions)
    select project_id, date_trunc('month', day::timestamp)::date, bucket, sum(sessions)
    from (select project_id, day, bucket, sessions from added
      union all select project_id, day, bucket, -sessions from removed) as moved
    group by 1, 2, 3 having sum(sessions) <> 0 order by 1, 2, 3
    on conflict (project_id, month, bucket) do update set sessions = kept.sessions + excluded.sessions;
  else
    update analytics_answer_months kept set sessions = kept.sessions - gone.sessions
    from (select project_id, date_trunc('month', day::timestamp)::date as month, bucket,
        sum(sessions) as sessions
      from removed group by 1, 2, 3) as gone
    where kept.project_id = gone.project_id and kept.month = gone.month and kept.bucket = gone.bucket;
  end if;
  return null;
end $$;

create function sum_links_by_month() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into analytics_link_months as kept (project_id, kind, month, entity_id, sessions)
    select project_id, kind, date_trunc('month', day::timestamp)::date, entity_id, sum(sessions)
    from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (project_id, kind, month, entity_id)
    do update set sessions = kept.sessions + excluded.sessions;
  elsif tg_op = 'UPDATE' then
    insert into analytics_link_months as kept (project_id, kind, month, entity_id, sessions)
    select project_id, kind, date_trunc('month', day::timestamp)::date, entity_id, sum(sessions)
    from (select project_id, kind, day, entity_id, sessions from added
      union all select project_id, kind, day, entity_id, -sessions from removed) as moved
    group by 1, 2, 3, 4 having sum(sessions) <> 0 order by 1, 2, 3, 4
    on conflict (project_id, kind, month, entity_id)
    do update set sessions = kept.sessions + excluded.sessions;
  else
    update analytics_link_months kept set sessions = kept.sessions - gone.sessions
    from (select project_id, kind, date_trunc('month', day::timestamp)::date as month, entity_id,
        sum(sessions) as sessions
      from removed group by 1, 2, 3, 4) as gone
    where kept.project_id = gone.project_id and kept.kind = gone.kind and kept.month = gone.month
      and kept.entity_id = gone.entity_id;
  end if;
  return null;
end $$;

-- Takes the lock that keeps what is counted meanwhile waiting.
create trigger analytics_answers_added after insert on analytics_answers
  referencing new table as added for each statement execute function sum_answers_by_month();
create trigger analytics_answers_changed after update on analytics_answers
  referencing new table as added old table as removed
  for each statement execute function sum_answers_by_month();
create trigger analytics_answers_removed after delete on analytics_answers
  referencing old table as removed for each statement execute function sum_answers_by_month();
create trigger analytics_links_added after insert on analytics_links
  referencing new table as added for each statement execute function sum_links_by_month();
create trigger analytics_links_changed after update on analytics_links
  referencing new table as added old table as removed
  for each statement execute function sum_links_by_month();
create trigger analytics_links_removed after delete on analytics_links
  referencing old table as removed for each statement execute function sum_links_by_month();

insert into analytics_answer_months (project_id, month, bucket, sessions)
select project_id, date_trunc('month', day::timestamp)::date, bucket, sum(sessions)
from analytics_answers group by 1, 2, 3;
insert into analytics_link_months (project_id, kind, month, entity_id, sessions)
select project_id, kind, date_trunc('month', day::timestamp)::date, entity_id, sum(sessions)
from analytics_links group by 1, 2, 3, 4;
