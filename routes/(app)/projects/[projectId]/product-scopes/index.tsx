import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../components/button.tsx";
import { Card } from "../../../../../components/card.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { COUNT_CAP, listScopes, shiftScope } from "../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../server/state.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    return page({ scopes: await listScopes(sql, project!.id) });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const id = form.text("scope");
    await shiftScope(sql, project.id, id, form.text("do") === "up" ? -1 : 1);
    return done(ctx, `/projects/${project.id}/product-scopes#${encodeURIComponent(id)}`);
  },
});

/** The areas of the product and the initiatives, as a tree. */
export default define.page<typeof handler>(({ data: { scopes }, state }) => {
  const base = `/projects/${state.project!.id}`;
  const action = `${base}/product-scopes`;
  const canWrite = can(state.role!, "write");
  const siblings = (parent: string | null) => scopes.filter((one) => one.parent_id === parent);
  const add = (
    <LinkButton href={`${action}/new`} variant="primary" icon="plus">New scope</LinkButton>
  );
  return (
    <>
      <Head>
        <title>{`Product scopes · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Product scopes"
        description="Areas of the product and initiatives. Sessions, issues and knowledge belong to them."
        actions={canWrite && scopes.length > 0 && add}
      />
      {scopes.length === 0
        ? (
          <EmptyState
            title="No product scopes yet"
            text="Name the parts of your product, such as Billing or Editor, and what you are working on. Feedback and issues can then be told apart by where they belong."
            actions={canWrite && add}
          />
        )
        : (
          <div class="page">
            <Card flush>
              <ul class="scope-tree">
                {scopes.map((scope) => {
                  const row = siblings(scope.parent_id);
                  return (
                    <li key={scope.id} id={scope.id} data-depth={scope.depth}>
                      <div class="scope-text">
                        <div class="scope-name">
                          {canWrite
                            ? <a href={`${action}/${scope.id}`} dir="auto">{scope.name}</a>
                            : <span dir="auto">{scope.name}</span>}
                          {scope.kind === "initiative" && (
                            <span class="text-small muted">Initiative</span>
                          )}
                        </div>
                        {scope.description && (
                          <p class="text-small muted" dir="auto">{scope.description}</p>
                        )}
                      </div>
                      <div class="scope-counts">
                        <a href={`${base}/feedback?productScopeIds=${scope.id}`}>
                          {counted(scope.counts.sessions, "session", "sessions")}
                        </a>
                        <a href={`${base}/issues?productScopeIds=${scope.id}`}>
                          {counted(scope.counts.issues, "issue", "issues")}
                        </a>
                        <span class="muted">
                          {counted(scope.counts.knowledge_sources, "text", "texts")}
                        </span>
                      </div>
                      {canWrite && (
                        <form method="post" action={action} class="actions">
                          <input type="hidden" name="scope" value={scope.id} />
                          {row.length > 1 && (
                            <>
                              <Button
                                type="submit"
                                name="do"
                                value="up"
                                size="small"
                                variant="quiet"
                                icon="chevronUp"
                                label={`Move ${scope.name} up`}
                                disabled={row[0]?.id === scope.id}
                              />
                              <Button
                                type="submit"
                                name="do"
                                value="down"
                                size="small"
                                variant="quiet"
                                icon="chevronDown"
                                label={`Move ${scope.name} down`}
                                disabled={row.at(-1)?.id === scope.id}
                              />
                            </>
                          )}
                          <LinkButton
                            href={`${action}/new?below=${scope.id}`}
                            size="small"
                            variant="quiet"
                            icon="plus"
                            label={`New scope below ${scope.name}`}
                          />
                        </form>
                      )}
                    </li>
                  );
                })}
              </ul>
            </Card>
          </div>
        )}
    </>
  );
});

function counted(amount: number, one: string, many: string): string {
  const figure = amount >= COUNT_CAP ? `${COUNT_CAP.toLocaleString("en-US")}+` : String(amount);
  return `${figure} ${amount === 1 ? one : many}`;
}
