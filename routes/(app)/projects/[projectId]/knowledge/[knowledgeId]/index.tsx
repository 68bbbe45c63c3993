import { page } from "fresh";
import { Head } from "fresh/runtime";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import {
  getKnowledge,
  isReadKind,
  listDocuments,
  listPackages,
  selectPackagesOf,
} from "../../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { knowledgeFields, readKnowledge } from "../(_parts)/knowledge_form.tsx";
import { doSourceAction, saveText } from "../(_parts)/source_actions.ts";
import { sourceErrors } from "../(_parts)/source_errors.ts";
import { SourcePage } from "../(_parts)/source_page.tsx";
import { readSourceValues, sourceValues } from "../(_parts)/source_values.ts";
import { TextPage } from "../(_parts)/text_page.tsx";
import { readUploadForm } from "../(_parts)/upload_form.ts";

const noErrors: FormErrors = { form: null, fields: {} };
const shown = ["failed", "skipped", "waiting"];

async function load(sql: Sql, projectId: string, id: string, query: URLSearchParams) {
  const source = await getKnowledge(sql, projectId, id);
  const filter = shown.find((one) => one === query.get("show")) ?? "";
  const after = query.get("after");
  const list = (from: string | null) =>
    listDocuments(sql, projectId, id, { status: filter || null, after: from });
  const [packages, chosen, documents] = await Promise.all([
    listPackages(sql, projectId),
    selectPackagesOf(sql, projectId, id),
    list(after).catch((error) => {
      if (!after || !(error instanceof AppError)) throw error;
      return list(null);
    }),
  ]);
  const { kind, name, url, content } = source;
  return {
    ...{ source, packages, chosen, documents, filter, isFirst: !after },
    text: { kind, name, url: url ?? "", content },
    values: sourceValues(source, chosen),
    errors: noErrors,
  };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const query = ctx.url.searchParams;
    return page(await load(sql, project!.id, ctx.params.knowledgeId!, query));
  },

  async POST(ctx) {
    const given = await readUploadForm(ctx);
    const { form, services: { sql }, project } = given;
    const id = ctx.params.knowledgeId!;
    const data = await load(sql, project.id, id, new URLSearchParams());
    const base = `/projects/${project.id}/knowledge`;
    const isRead = isReadKind(data.source.kind);
    try {
      if (isRead) {
        const notice = await doSourceAction(given, data.source);
        return done(ctx, `${base}/${id}`, notice);
      }
      await saveText(given, id);
      return done(ctx, base, "Saved. Answers use it from now on.");
    } catch (thrown) {
      const isSave = form.text("action") === "save" || !isRead;
      const again = isRead
        ? { errors: sourceErrors(thrown), values: isSave ? readSourceValues(form) : data.values }
        : { errors: formErrors(thrown, knowledgeFields), text: readKnowledge(form) };
      return page({ ...data, ...again }, { status: 400 });
    }
  },
});

/** One source of the knowledge. */
export default define.page<typeof handler>(({ data, state }) => {
  const { source, text, packages, chosen, errors } = data;
  const projectId = state.project!.id;
  const mayWrite = can(state.role!, "write");
  return (
    <>
      <Head>
        <title>{`${source.name} · ${state.project!.name}`}</title>
      </Head>
      {isReadKind(source.kind)
        ? <SourcePage {...data} {...{ projectId, mayWrite, present: now().getTime() }} />
        : (
          <TextPage
            base={`/projects/${projectId}/knowledge`}
            id={source.id}
            title={source.name}
            values={text}
            {...{ errors, packages, chosen, mayWrite }}
          />
        )}
    </>
  );
});
