import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { Button } from "../../../../../components/button.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { KeyHint } from "../../../../../components/key_hint.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { SourceBadge } from "../../../../../components/source_badge.tsx";
import { Tabs } from "../../../../../components/tabs.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { AppError } from "../../../../../core/errors.ts";
import { listIssues } from "../../../../../core/issues/mod.ts";
import {
  lastDecision,
  listDecisions,
  readReviewSettings,
  reviewSpent,
  reviewUsage,
  WAITING_CAP,
  waitingDecisions,
} from "../../../../../core/review/mod.ts";
import { projectTags } from "../../../../../core/sessions/mod.ts";
import ReviewKeys from "../../../../../islands/ReviewKeys.tsx";
import { define } from "../../../../../server/state.ts";
import type { Services } from "../../../../../server/services.ts";
import { ownPath } from "../../../../(_common)/address.ts";
import { formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { act } from "./(_parts)/act.ts";
import { DecisionItem } from "./(_parts)/decision_item.tsx";
import { decisionLine, stateLabels } from "./(_parts)/decision_text.ts";
import { groupsOf } from "./(_parts)/groups.ts";

const PAGE = 40;
/** How many issues can be chosen from, the most pressing first. */
const ISSUES = 100;

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project, user } = ctx.state;
    return page(await read(services, project!.id, user!.id, ctx.url, null));
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const base = `/projects/${input.project.id}/review`;
    const next = ownPath(input.form.text("next"), base);
    try {
      return done(ctx, next, await act(input));
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.status === 404) throw thrown;
      const { form, fields } = formErrors(thrown, []);
      const url = new URL(next, ctx.url);
      const isHere = url.pathname === base;
      const sentence = form ?? Object.values(fields)[0] ?? "It could not be done.";
      // Beside a session there is no place for a sentence but the notice.
      if (!isHere) return done(ctx, next, sentence);
      const { services, project, user } = input;
      return page(await read(services, project.id, user.id, url, sentence), { status: 400 });
    }
  },
});

async function read(
  { sql }: Services,
  projectId: string,
  userId: string,
  url: URL,
  error: string | null,
) {
  const isLog = url.searchParams.get("show") === "decided";
  const cursor = url.searchParams.get("cursor");
  const which = isLog ? "decided" as const : "waiting" as const;
  const list = (after: string | null) =>
    listDecisions(sql, projectId, which, { limit: PAGE, cursor: after });
  const [found, waiting, last, tags, issues, usage] = await Promise.all([
    list(cursor).catch((thrown) => {
      if (!cursor || !(thrown instanceof AppError)) throw thrown;
      return list(null);
    }),
    waitingDecisions(sql, projectId),
    lastDecision(sql, projectId, userId),
    projectTags(sql, projectId),
    listIssues(sql, projectId, {}, { sort: "priority", limit: ISSUES }),
    reviewUsage(sql, projectId, now()),
  ]);
  return {
    ...found,
    ...{ isLog, cursor, waiting, last, error, usage },
    choices: { tags, issues: issues.issues.map(({ id, title }) => ({ id, title })) },
    now: now().getTime(),
  };
}

/** What reviews suggest, to be decided with the keyboard; and what was decided, to be taken back. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { decisions, isLog, waiting, last, error, choices, usage } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const action = `${base}/review`;
  const canWrite = can(state.role!, "write");
  const settings = readReviewSettings(project.settings);
  const { mode, without_model: withoutModel } = settings;
  const spent = state.services.model === null ? null : reviewSpent(settings, usage);
  const here = url.pathname === action ? action + url.search : action;
  const groups = groupsOf(decisions);
  const count = waiting >= WAITING_CAP ? `${WAITING_CAP - 1}+` : waiting;
  return (
    <>
      <Head>
        <title>{`Review · ${project.name}`}</title>
      </Head>
      <PageHeader
        title="Review"
        description={descriptions[mode]}
        actions={
          <LinkButton href={`${action}/settings`} icon="settings">Review settings</LinkButton>
        }
      />
      <div class="page review">
        <Tabs
          label="Decisions"
          tabs={[
            { href: action, label: "Waiting", count, current: !isLog },
            { href: `${action}?show=decided`, label: "Decided", current: isLog },
          ]}
        />
        {error && <Banner tone="danger">{error}</Banner>}
        {spent && <Banner tone="warning">{`${spent} ${insteadOfModel[withoutModel]}`}</Banner>}
        {canWrite && !isLog && last && (
          <form class="review-last" id="review-last" method="post" action={action}>
            <input type="hidden" name="decision" value={last.id} />
            <input type="hidden" name="next" value={here} />
            <span class="truncate" dir="auto">
              {`${stateLabels[last.state]}: ${decisionLine(last)}`}
            </span>
            <Button type="submit" size="small" variant="link" name="do" value="undo">
              Undo
            </Button>
          </form>
        )}
        {groups.length === 0
          ? (
            <EmptyState
              compact
              title={isLog ? "Nothing was decided yet" : "Nothing waits"}
              text={isLog
                ? "What is accepted, changed, rejected or done automatically is listed here, with its reason."
                : mode === "off"
                ? "Reviews are switched off. Turn them on in the review settings."
                : "When a conversation ends it is tagged, summarised and matched with issues. What there is to decide appears here within a minute."}
            />
          )
          : (
            <div class="review-groups" id="review-list">
              {groups.map((group, place) => (
                <section class="review-group" key={`${group.sessionId}${place}`}>
                  <header>
                    <SourceBadge source={group.source} />
                    <h2 class="truncate" dir="auto">
                      <a href={`${base}/sessions/${group.sessionId}`} data-open>{group.title}</a>
                    </h2>
                  </header>
                  <ul>
                    {group.decisions.map((decision) => (
                      <DecisionItem
                        key={decision.id}
                        {...{ decision, base, action, canWrite, choices }}
                        next={here}
                        now={data.now}
                      />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )}
        {(data.nextCursor || data.cursor) && (
          <Pagination
            previousHref={data.cursor ? (isLog ? `${action}?show=decided` : action) : null}
            nextHref={data.nextCursor && pageHref(action, isLog, data.nextCursor)}
          />
        )}
        {canWrite && groups.length > 0 && <Keys />}
      </div>
      {canWrite && <ReviewKeys />}
    </>
  );
});

/** What happens to sessions whose review may not ask the model. */
const insteadOfModel = {
  rules: "Until then everything is found by rules, and marked as such.",
  fail: "Until then reviews fail; they can be repeated.",
};

const descriptions = {
  off: "Reviews are switched off. Sessions can still be reviewed one by one.",
  suggest: "What ended conversations suggest. Nothing changes until somebody accepts.",
  automatic: "What the review did by itself, and what it left to a person.",
};

function pageHref(action: string, isLog: boolean, cursor: string): string {
  return `${action}?${new URLSearchParams({ ...(isLog ? { show: "decided" } : {}), cursor })}`;
}

function Keys() {
  const keys: [string, string][] = [
    ["J", "next"],
    ["K", "previous"],
    ["A", "accept"],
    ["E", "change"],
    ["X", "reject"],
    ["U", "undo"],
    ["O", "open the session"],
  ];
  return (
    <p class="review-keys wide-only">
      {keys.map(([key, label]) => (
        <span key={key}>
          <KeyHint keys={key} /> {label}
        </span>
      ))}
    </p>
  );
}
