import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Confirm } from "../../../../../../components/confirm.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import {
  deletePackage,
  getPackage,
  type KnowledgeSource,
  listKnowledge,
  updatePackage,
  usersOfPackage,
} from "../../../../../../core/knowledge/mod.ts";
import { type Project, updateProject } from "../../../../../../core/projects/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";

const noErrors: FormErrors = { form: null, fields: {} };
const fields = ["name", "description", "source_ids"];

async function load(sql: Sql, project: Project, id: string) {
  const [found, sources, users] = await Promise.all([
    getPackage(sql, project.id, id),
    allSources(sql, project.id),
    usersOfPackage(sql, project.id, project.settings, id),
  ]);
  const { name, description, source_ids } = found;
  const values = { name, description, source_ids, usedByWidget: users.widget };
  return { found, sources, users, values };
}

/** A package shows every source as a box to tick; more than these are chosen over the API. */
const MOST_SOURCES = 1_000;

async function allSources(sql: Sql, projectId: string): Promise<KnowledgeSource[]> {
  const all: KnowledgeSource[] = [];
  let after: string | null = null;
  do {
    const list = await listKnowledge(sql, projectId, { limit: 200, after });
    all.push(...list.sources);
    after = list.next;
  } while (after && all.length < MOST_SOURCES);
  return all.sort((a, b) => a.name.localeCompare(b.name));
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const data = await load(sql, project!, ctx.params.packageId!);
    return page({ ...data, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const id = ctx.params.packageId!;
    const data = await load(sql, project, id);
    const base = `/projects/${project.id}/knowledge/packages`;
    const values = {
      name: form.text("name"),
      description: form.text("description"),
      source_ids: form.all("source_ids"),
      usedByWidget: form.has("widget"),
    };
    try {
      if (form.text("action") === "delete") {
        await deletePackage(sql, project.id, id);
        return done(ctx, base, "Deleted. Its sources are still there.");
      }
      await updatePackage(sql, project.id, id, values);
      if (values.usedByWidget !== data.values.usedByWidget && mayChoose(ctx.state.role!)) {
        const before = project.settings.widget as Record<string, unknown> | undefined;
        const chosen = values.usedByWidget ? { package: id } : { package: undefined };
        await updateProject(sql, project.id, { settings: { widget: { ...before, ...chosen } } });
      }
      return done(ctx, base, "Saved.");
    } catch (thrown) {
      return page({ ...data, values, errors: formErrors(thrown, fields) }, { status: 400 });
    }
  },
});

const mayChoose = (role: Parameters<typeof can>[0]) => can(role, "manage_integrations");

/** One package: its name and its sources. */
export default define.page<typeof handler>(({ data, state }) => {
  const { found, sources, users, values, errors } = data;
  const base = `/projects/${state.project!.id}/knowledge/packages`;
  const mayWrite = can(state.role!, "write");
  return (
    <>
      <Head>
        <title>{`${found.name} · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Packages" }}
        title={found.name}
        description={found.is_default
          ? "Used where no other package is chosen. New sources join it."
          : found.description}
        actions={mayWrite && !found.is_default && (
          <Confirm
            id="delete-package"
            text="Delete"
            variant="danger"
            icon="trash"
            title={`Delete ${found.name}?`}
            fields={<input type="hidden" name="action" value="delete" />}
          >
            Its sources stay. Where it was chosen, the default package is used.
          </Confirm>
        )}
      />
      <form method="post" action={`${base}/${found.id}`} class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <Input
          label="Name"
          name="name"
          value={values.name}
          required
          maxLength={100}
          autocomplete="off"
          disabled={!mayWrite}
          error={errors.fields.name}
        />
        <Input
          label="Description"
          name="description"
          value={values.description}
          optional
          maxLength={500}
          autocomplete="off"
          disabled={!mayWrite}
          error={errors.fields.description}
        />
        <Card title="Sources">
          {sources.length === 0
            ? <p class="muted">There are no sources yet.</p>
            : (
              <fieldset class="package-sources" disabled={!mayWrite}>
                <legend class="visually-hidden">Sources of this package</legend>
                {sources.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    id={`source-${id}`}
                    name="source_ids"
                    value={id}
                    label={name}
                    checked={values.source_ids.includes(id)}
                  />
                ))}
              </fieldset>
            )}
        </Card>
        {mayChoose(state.role!) && (
          <Checkbox
            label="The widget answers from this package"
            name="widget"
            value="1"
            checked={values.usedByWidget}
            help="Otherwise it answers from the package of the agent's settings."
          />
        )}
        {users.channels.length > 0 && (
          <p class="subtle" dir="auto">
            Answers in {users.channels.map(({ connection_id, id, name }, index) => (
              <>
                {index > 0 && ", "}
                <a
                  key={id}
                  href={`/projects/${
                    state.project!.id
                  }/integrations/connections/${connection_id}/channels?show=chosen`}
                >
                  #{name}
                </a>
              </>
            ))}
          </p>
        )}
        {mayWrite && (
          <div class="form-foot">
            <Button type="submit" variant="primary">Save</Button>
          </div>
        )}
      </form>
    </>
  );
});
