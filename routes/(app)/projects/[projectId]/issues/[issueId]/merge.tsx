import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import { getIssue, listIssues, similarIssues } from "../../../../../../core/issues/mod.ts";
import { cleanText } from "../../../../../../core/text.ts";
import { define } from "../../../../../../server/state.ts";
import { countOf } from "../(_parts)/count_words.ts";
import { SimilarList } from "../(_parts)/similar_list.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const issue = await getIssue(sql, project!.id, ctx.params.issueId!);
    const search = cleanText(ctx.url.searchParams.get("q") ?? "").trim().slice(0, 300);
    const wanted = ctx.url.searchParams.get("into");
    const into = wanted === null ? null : await getIssue(sql, project!.id, cleanText(wanted))
      .catch((error) => {
        if (error instanceof AppError) return null;
        throw error;
      });
    const found = search === ""
      ? await similarIssues(
        sql,
        project!.id,
        `${issue.title}\n${issue.description ?? ""}`,
        10,
        issue.id,
      )
      : (await listIssues(sql, project!.id, { search }, { sort: "priority", limit: 20 })).issues
        .filter(({ id }) => id !== issue.id).map((one) => ({ ...one, score: 0, words: [] }));
    return page({ issue, into: into?.id === issue.id ? null : into, search, found });
  },
});

/** Chooses the issue that takes over the evidence, and asks before it is done. */
export default define.page<typeof handler>(({ data, state }) => {
  const { issue, into, search, found } = data;
  const list = `/projects/${state.project!.id}/issues`;
  const back = `${list}/${issue.id}`;
  return (
    <>
      <Head>
        <title>{`Merge issue · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: issue.title }} title="Merge into another issue" />
      <div class="page narrow">
        {issue.merged_into && (
          <Banner tone="warning">This issue was merged before. Its evidence is elsewhere.</Banner>
        )}
        {into
          ? (
            <Card title="Merge these two?">
              <p>
                <strong dir="auto">{issue.title}</strong> is closed as a duplicate, and its{" "}
                {countOf(issue.session_count, "session", "sessions")} with all quotes go to{" "}
                <strong dir="auto">{into.title}</strong>, which has{" "}
                {countOf(into.session_count, "session", "sessions")}. A session that is linked to
                both counts once.
              </p>
              <p class="muted">The merge is recorded in both histories. It cannot be taken back.</p>
              <form method="post" action={back} class="actions">
                <input type="hidden" name="into" value={into.id} />
                <Button type="submit" name="do" value="merge" variant="primary" icon="link">
                  Merge
                </Button>
                <LinkButton href={`${back}/merge`}>Choose another</LinkButton>
              </form>
            </Card>
          )
          : (
            <Card
              title="Which one stays?"
              description={search === "" ? "Issues with the same words." : undefined}
            >
              <form method="get" action={`${back}/merge`} class="inline-form" role="search">
                <Input
                  label="Search issues"
                  hideLabel
                  name="q"
                  type="search"
                  value={search}
                  placeholder="Search all issues"
                  autocomplete="off"
                />
                <Button type="submit">Search</Button>
              </form>
              {found.length === 0
                ? <p class="muted">Nothing found. Search by other words.</p>
                : (
                  <SimilarList
                    similar={found}
                    base={list}
                    actionOf={(other) => (
                      <LinkButton href={`${back}/merge?into=${other.id}`} size="small">
                        Choose
                      </LinkButton>
                    )}
                  />
                )}
            </Card>
          )}
      </div>
    </>
  );
});
