import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { Card } from "../../../../../components/card.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { zoneOf } from "../../../../../core/analytics/mod.ts";
import { ownTagsOf, projectOf, tagUses } from "../../../../../core/projects/mod.ts";
import { define, type State } from "../../../../../server/state.ts";
import { done } from "../../../../(_common)/notice.ts";
import { failedForm, noErrors } from "../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { actionOf, changeSettings, type Typed } from "./(_parts)/changes.ts";
import { DeleteCard } from "./(_parts)/delete_card.tsx";
import { GeneralCard } from "./(_parts)/general_card.tsx";
import { idleMinutesOf } from "./(_parts)/idle_minutes.ts";
import { TagsCard } from "./(_parts)/tags_card.tsx";

const FIELDS = ["name", "idle_minutes", "timezone", "tag", "confirmation"];

export const handler = define.handlers({
  async GET(ctx) {
    return page(await read(ctx));
  },

  async POST(ctx) {
    const { form, project, services, user } = await readProjectForm(ctx, "manage_project");
    const base = `/projects/${project.id}/settings`;
    const typed: Typed = {
      action: actionOf(form.text("do")),
      name: form.text("name"),
      idleMinutes: form.text("idle_minutes"),
      timeZone: form.text("timezone"),
      tag: form.text("tag"),
      confirmation: form.text("confirmation"),
    };
    try {
      const change = await changeSettings(services.sql, { project, actorId: user.id }, typed);
      return done(ctx, change.isDeleted ? "/" : base, change.notice);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, FIELDS);
      return page({ ...await read(ctx), typed, errors }, init);
    }
  },
});

/** The project's name, tags and closing time, and its end. */
export default define.page<typeof handler>(({ data, state }) => {
  const { project, uses, typed, errors } = data;
  const canManage = can(state.role!, "manage_project");
  const defaultIdleMinutes = state.services.config.idleMinutes;
  // What was typed belongs to one of the forms; the others show what is stored.
  const general = typed?.action === "general" ? typed : {
    name: project.name,
    idleMinutes: String(idleMinutesOf(project.settings) ?? ""),
    timeZone: zoneOf(project.settings),
  };
  return (
    <>
      <Head>
        <title>{`Settings · ${project.name}`}</title>
      </Head>
      <PageHeader title="Settings" />
      <div class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        {!canManage && (
          <Banner>
            {`Your role here is ${state.role}. Owners and admins change the settings.`}
          </Banner>
        )}
        <GeneralCard
          project={project}
          typed={general}
          errors={errors}
          defaultIdleMinutes={defaultIdleMinutes}
          canManage={canManage}
        />
        <TagsCard
          projectId={project.id}
          tags={ownTagsOf(project.settings)}
          uses={uses}
          typed={typed?.action === "add_tag" ? typed.tag : ""}
          error={errors.fields.tag}
          canManage={canManage}
        />
        {canManage && (
          <Card
            title="Export and import"
            description="All of the project in one file, to keep or to bring into another one."
            actions={
              <LinkButton href={`/projects/${project.id}/settings/exports`}>
                Export and import
              </LinkButton>
            }
          />
        )}
        {can(state.role!, "delete_project") && (
          <DeleteCard
            name={project.name}
            typed={typed?.action === "delete" ? typed.confirmation : ""}
            error={errors.fields.confirmation}
          />
        )}
      </div>
    </>
  );
});

async function read(ctx: Context<State>) {
  const { sql } = ctx.state.services;
  const project = await projectOf(sql, ctx.state.project!.id);
  const uses = await tagUses(sql, project.id, ownTagsOf(project.settings));
  return { project, uses, typed: null as Typed | null, errors: noErrors };
}
