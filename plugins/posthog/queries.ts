/** A query with its values apart, so that no value is ever read as SQL. */
export interface Query {
  query: string;
  values: Record<string, unknown>;
}

/** The last row of a page: what comes next has a later time, or the same and a greater key. */
export interface Place {
  at: string;
  key: string;
}

/** Which part of a list is asked for. */
export interface Part {
  window: { from: Date; to: Date };
  after?: Place;
  /** Only this one. */
  key?: string;
}

const PAGE = 100;
const DAY = 86_400_000;
/** A submission may be continued after days; its first answers are still part of it. */
const SUBMISSION = 14 * DAY;
/** PostHog ends a session after 24 hours at the latest. */
const VISIT = DAY;

/** The most events of one visit; the rest would not be read by anybody. */
export const MOST_EVENTS = 500;

/**
 * Survey answers by submission, in the order of the last answer. One submission is one event, or one
 * per question, or one per step with all answers so far: they are put together here.
 * https://posthog.com/docs/surveys/implementing-custom-surveys
 */
export function surveyQuery(part: Part): Query {
  return listQuery(part, {
    key: "coalesce(nullIf(toString(properties.$survey_submission_id), ''), toString(uuid))",
    event: "tuple(timestamp, toString(uuid), properties)",
    where: "event = 'survey sent'",
    before: SUBMISSION,
    values: {},
  });
}

/**
 * Events by session, or by person and day where a library knows no sessions.
 * https://posthog.com/docs/data/sessions
 */
export function visitQuery(part: Part, events: string[]): Query {
  const own = "event not like '$%' and event not like 'survey %' " +
    "or event in ('$rageclick', '$exception')";
  return listQuery(part, {
    key: "coalesce(nullIf(toString(properties.$session_id), ''), " +
      "concat('day ', toString(toDate(timestamp)), ' ', distinct_id))",
    event: "tuple(timestamp, toString(uuid), event, toString(properties.$current_url), " +
      "toString(coalesce(properties.$exception_message, properties.$exception_values)))",
    where: events.length > 0 ? "has({events}, event)" : `(${own})`,
    before: VISIT,
    values: events.length > 0 ? { events } : {},
  });
}

function listQuery(
  { window, after, key }: Part,
  list: { key: string; event: string; where: string; before: number; values: Query["values"] },
): Query {
  const from = window.from.toISOString();
  // What began before the window and went on in it is read whole.
  const since = new Date(Math.max(0, window.from.getTime() - list.before)).toISOString();
  const one = key === undefined ? "" : "and key = {key}";
  return {
    query: `
      select ${list.key} as key, max(timestamp) as last_at,
        argMax(distinct_id, timestamp) as person, argMax(person.properties.email, timestamp) as email,
        argMax(person.properties.name, timestamp) as name,
        arraySlice(arraySort(groupArray(${list.event})), 1, ${MOST_EVENTS}) as events
      from events
      where ${list.where} and timestamp >= toDateTime({since}) and timestamp <= toDateTime({to})
      group by key
      having (last_at > toDateTime({after_at})
        or (last_at = toDateTime({after_at}) and key > {after_key})) ${one}
      order by last_at, key
      limit ${PAGE}`.replace(/\s+/g, " ").trim(),
    values: {
      ...list.values,
      since,
      to: window.to.toISOString(),
      after_at: after?.at ?? from,
      after_key: after?.key ?? "",
      ...(key === undefined ? {} : { key }),
    },
  };
}
