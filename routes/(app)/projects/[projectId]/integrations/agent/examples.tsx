import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import {
  MOST_CASES,
  removeCase,
  scoreRuns,
  selectCases,
  selectRuns,
  startRun,
} from "../../../../../../core/evaluation/mod.ts";
import { listPackages } from "../../../../../../core/knowledge/mod.ts";
import type { Project } from "../../../../../../core/projects/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { CaseList } from "./(_parts)/case_list.tsx";
import { noValues, readRunValues, runFields, RunForm } from "./(_parts)/run_form.tsx";
import { RunList } from "./(_parts)/run_list.tsx";

/** So many of the newest runs are listed. */
const SHOWN_RUNS = 20;

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    return page({
      ...await readExamples(services, project!),
      values: noValues,
      errors: noErrors,
    });
  },

  async POST(ctx) {
    const { form, services, project, user } = await readProjectForm(ctx, "write");
    const { sql, agent } = services;
    const base = `/projects/${project.id}/integrations/agent`;
    if (form.text("do") === "remove") {
      await removeCase(sql, project.id, form.text("case"));
      return done(ctx, `${base}/examples`, "Removed. The session itself stays.");
    }
    const values = readRunValues(form);
    try {
      const { name, judge, ...changes } = values;
      const input = { name, changes, usesJudge: judge, by: user.id };
      const run = await startRun(sql, project.id, input, agent.status().model);
      return done(ctx, `${base}/runs/${run.id}`);
    } catch (thrown) {
      const errors = formErrors(thrown, runFields);
      const data = await readExamples(services, project);
      return page({ ...data, values, errors }, { status: 400 });
    }
  },
});

async function readExamples({ sql }: Services, project: Project) {
  const [cases, runs, packages] = await Promise.all([
    selectCases(sql, project.id, MOST_CASES),
    selectRuns(sql, project.id, SHOWN_RUNS),
    listPackages(sql, project.id),
  ]);
  const scores = await scoreRuns(sql, project.id, runs.map(({ id }) => id));
  return { cases, runs, scores, packages };
}

/** Good sessions as examples, and what came of answering them with other settings. */
export default define.page<typeof handler>(({ data, state }) => {
  const { cases, runs, scores, packages, values, errors } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const agent = `${base}/integrations/agent`;
  const canWrite = can(state.role!, "write");
  const status = state.services.agent.status();
  return (
    <>
      <Head>
        <title>{`Examples · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: agent, label: "Agent" }}
        title="Examples"
        description="Sessions that went well, to see what other settings would answer. Customers see nothing of it."
      />
      {cases.length === 0 && runs.length === 0
        ? (
          <EmptyState
            title="No examples yet"
            text="Open a session whose answers you like and choose “Keep as example” beside it."
            actions={<LinkButton href={`${base}/feedback`}>Open the feedback</LinkButton>}
          />
        )
        : (
          <div class="page">
            {errors.form && <Banner tone="danger">{errors.form}</Banner>}
            {canWrite && cases.length > 0 && (
              <RunForm
                action={`${agent}/examples`}
                values={values}
                errors={errors.fields}
                packages={packages}
                model={status.model}
                amount={cases.length}
              />
            )}
            <RunList runs={runs} scores={scores} base={agent} now={now().getTime()} />
            <CaseList
              cases={cases}
              base={base}
              action={`${agent}/examples`}
              canWrite={canWrite}
              now={now().getTime()}
            />
          </div>
        )}
    </>
  );
});
