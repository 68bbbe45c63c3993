import { page } from "fresh";
import { Fragment } from "preact";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { isSafeId, requireAction } from "../../../../../../core/access/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import { listKnowledge } from "../../../../../../core/knowledge/mod.ts";
import {
  deleteScope,
  getScope,
  scopeIdsBelow,
  scopeTree,
  selectScopeKnowledge,
  setScopeKnowledge,
  updateScope,
} from "../../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { readScope, scopeFields, ScopeForm, scopeOf } from "../(_parts)/scope_form.tsx";

/** So many entries can be ticked; those changed last. */
const MOST_KNOWLEDGE = 200;
const noErrors: FormErrors = { form: null, fields: {} };

async function surroundings(sql: Sql, projectId: string, scopeId: string) {
  if (!isSafeId(scopeId)) throw notFound("Product scope");
  const [scope, scopes, below, knowledge, chosen] = await Promise.all([
    getScope(sql, projectId, scopeId),
    scopeTree(sql, projectId),
    scopeIdsBelow(sql, projectId, [scopeId]),
    listKnowledge(sql, projectId, { limit: MOST_KNOWLEDGE }),
    selectScopeKnowledge(sql, projectId, scopeId),
  ]);
  return { scope, scopes, below, sources: knowledge.sources, chosen };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const data = await surroundings(sql, project!.id, ctx.params.scopeId!);
    const { name, kind, parent_id, description } = data.scope;
    const values = { name, kind, parent_id: parent_id ?? "", description: description ?? "" };
    return page({ ...data, values, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const scopeId = ctx.params.scopeId!;
    const list = `/projects/${project.id}/product-scopes`;
    if (form.text("do") === "delete") {
      await deleteScope(sql, project.id, scopeId, form.text("move_to") || null);
      return done(ctx, list, "Deleted.");
    }
    if (form.text("do") === "knowledge") {
      const offered = form.all("offered");
      const ticked = new Set(form.all("source"));
      await setScopeKnowledge(
        sql,
        project.id,
        scopeId,
        offered,
        offered.filter((id) => ticked.has(id)),
      );
      return done(ctx, `${list}/${encodeURIComponent(scopeId)}`, "Saved.");
    }
    const values = readScope(form);
    try {
      await updateScope(sql, project.id, scopeId, scopeOf(values));
    } catch (thrown) {
      const errors = formErrors(thrown, scopeFields);
      const data = await surroundings(sql, project.id, scopeId);
      return page({ ...data, values, errors }, { status: 400 });
    }
    return done(ctx, `${list}#${encodeURIComponent(scopeId)}`, "Saved.");
  },
});

/** One product scope: its name and place, and what becomes of its links when it goes. */
export default define.page<typeof handler>(({ data, state }) => {
  const { scope, scopes, below, values, errors } = data;
  const base = `/projects/${state.project!.id}/product-scopes`;
  const action = `${base}/${scope.id}`;
  const others = scopes.filter(({ id }) => id !== scope.id);
  return (
    <>
      <Head>
        <title>{`${scope.name} · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Product scopes" }} title={scope.name} />
      <ScopeForm
        action={action}
        backHref={base}
        submit="Save"
        values={values}
        errors={errors}
        scopes={scopes.filter(({ id }) => !below.includes(id))}
      />
      <div class="page narrow">
        {data.sources.length > 0 && (
          <Card title="Knowledge" description="The entries that are about it.">
            <form method="post" action={action} class="stack">
              <fieldset class="choice-row tight">
                <legend class="visually-hidden">Knowledge entries</legend>
                {data.sources.map(({ id, name }) => (
                  <Fragment key={id}>
                    <input type="hidden" name="offered" value={id} />
                    <Checkbox
                      id={`source-${id}`}
                      name="source"
                      value={id}
                      label={name}
                      checked={data.chosen.includes(id)}
                    />
                  </Fragment>
                ))}
              </fieldset>
              <div>
                <Button type="submit" name="do" value="knowledge">Save knowledge</Button>
              </div>
            </form>
          </Card>
        )}
        <Card
          title="Delete"
          description="What stands below it moves one level up. Nothing else is deleted with it."
        >
          <form method="post" action={action} class="stack">
            <Select
              label="Its sessions, issues and knowledge"
              name="move_to"
              value=""
              options={[
                { value: "", label: "belong to it no more" },
                ...others.map(({ id, path }) => ({ value: id, label: `move to ${path}` })),
              ]}
            />
            <div>
              <Button type="submit" name="do" value="delete" variant="danger" icon="trash">
                Delete this scope
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </>
  );
});
