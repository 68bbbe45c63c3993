import { type Sql, transaction } from "../../core/db/mod.ts";

/** Sessions that the decisions and notifications are about. */
const SESSIONS = 500;

/**
 * Fills a project with as many issues, decisions, notifications and deliveries of each, by SQL alone and
 * without the triggers: for what lists read it is enough.
 */
export async function fillLater(sql: Sql, projectId: string, rows: number): Promise<void> {
  await transaction(sql, async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into projects (id, name) values (${projectId}, 'Bench')`;
    await tx`
      insert into user_accounts (id, email, name)
      select 'usr_' || n, 'user' || n || '@example.com', 'User ' || n
      from generate_series(1, 3) as n`;
    await tx`
      insert into sessions (project_id, id, source, session_type, status, content_hash, name,
        last_activity_at, created_at, updated_at)
      select ${projectId}, 'sess_' || n, 'api', 'chat', 'closed', null, 'Session ' || n, now(), now(),
        now()
      from generate_series(1, ${SESSIONS}::int) as n`;
    await tx`
      insert into issues (project_id, id, title, type, status, priority_level, priority_score, reach,
        document, created_at, last_evidence_at)
      select ${projectId}, 'iss_' || n, 'Issue ' || n,
        (array['bug', 'feature_request', 'other'])[1 + n % 3],
        (array['open', 'planned', 'done', 'dismissed'])[1 + n % 4], 1 + n % 4, n * 0.37, n * 0.21,
        array_to_tsvector(array['issue', 'number' || n, ${projectId}]),
        now() - n * interval '1 minute', now() - n * interval '2 minutes'
      from generate_series(1, ${rows}::int) as n`;
    await tx`
      insert into issue_tags (project_id, issue_id, tag, session_count)
      select ${projectId}, 'iss_' || n, 'common', 1 from generate_series(1, ${rows}::int) as n
      union all
      select ${projectId}, 'iss_' || n, 'rare', 1 from generate_series(1, ${rows}::int, 500) as n`;
    await tx`
      insert into issue_companies (project_id, issue_id, company_id, session_count, contact_count)
      select ${projectId}, 'iss_' || n, 'comp_' || n % 1000, 1, 1
      from generate_series(1, ${rows}::int) as n`;
    await tx`
      insert into review_runs (project_id, id, session_id, number, status, asked_by, mode,
        message_count, started_at, moved_at)
      select ${projectId}, 'rev_' || n, 'sess_' || 1 + n % ${SESSIONS}::int, n, 'done', 'closed',
        'suggest', 1, now(), now()
      from generate_series(1, ${rows}::int / 4) as n`;
    await tx`
      insert into review_decisions (project_id, id, session_id, run_id, step, kind, subject, value,
        reason, confidence, made_by, state, decided_by, created_at, decided_at)
      select ${projectId}, 'dec_' || n, 'sess_' || 1 + (n / 4) % ${SESSIONS}::int, 'rev_' || n / 4,
        'classify', 'tag', 'tag' || n, '{}', 'x', 0.5, 'rules',
        case when n % 2 = 0 then 'suggested' else 'accepted' end,
        case when n % 2 = 0 then null else 'usr_' || 1 + n % 3 end, now(),
        case when n % 2 = 0 then null else now() - n * interval '1 minute' end
      from generate_series(1, ${rows}::int) as n`;
    await tx`
      insert into notification_things (project_id, position, kind, key, session_id, created_at)
      overriding system value
      select ${projectId}, n, 'waiting', 'key' || n, 'sess_' || 1 + n % ${SESSIONS}::int, now()
      from generate_series(1, ${rows}::int) as n`;
    await tx`
      insert into notifications (project_id, user_id, position, kind, in_dashboard, mail_status,
        read_at, created_at)
      select ${projectId}, 'usr_' || account, n, 'waiting', true, 'none',
        case when n % 3 = 0 then null else now() end, now()
      from generate_series(1, ${rows}::int) as n, generate_series(1, 2) as account`;
    await tx`
      insert into webhook_endpoints (project_id, id, url, secret, created_at, updated_at)
      values (${projectId}, 'whk_1', 'https://example.com', '-', now(), now())`;
    await tx`
      insert into webhook_deliveries (project_id, endpoint_id, xact, position, event_type, status,
        next_at, event_at)
      select ${projectId}, 'whk_1', (700 + n / 3)::text::xid8, n, 'session.created',
        case when n % 100 = 0 then 'failed' else 'delivered' end, now(), now()
      from generate_series(1, ${rows}::int) as n`;
  });
  await sql`vacuum analyze`;
}
