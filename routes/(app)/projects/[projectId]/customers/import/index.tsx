import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Field, fieldAttributes } from "../../../../../../components/field.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import { assertSameOrigin, requireAction } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import {
  formFile,
  MOST_IMPORT_BYTES,
  MOST_IMPORT_ROWS,
  selectImports,
  uploadImport,
} from "../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { importLabel } from "../(_parts)/import_state.tsx";
import { numberText } from "../(_parts)/numbers.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "write" });
    const imports = await selectImports(sql, projectId);
    return page({ imports, error: null as string | null });
  },

  /** Takes a file in as a stream; its columns are mapped on the next page. */
  async POST(ctx) {
    const { services: { sql, publicUrl }, project, user } = ctx.state;
    const projectId = project!.id;
    assertSameOrigin(ctx.req, publicUrl);
    await requireAction(sql, { projectId, userId: user!.id, action: "write" });
    try {
      const type = ctx.req.headers.get("content-type") ?? "";
      const file = await formFile(ctx.req.body ?? new Blob([]).stream(), type);
      const format = /\.(json|ndjson|jsonl)$/i.test(file.fileName) ? "json" : "csv";
      const { id } = await uploadImport(sql, projectId, { ...file, format }, user!.id);
      return done(ctx, `/projects/${projectId}/customers/import/${id}`);
    } catch (thrown) {
      const { form, fields } = formErrors(thrown, ["file"]);
      const imports = await selectImports(sql, projectId);
      return page({ imports, error: fields.file ?? form }, { status: 400 });
    }
  },
});

/** Takes a list of customers, and shows the newest ones that were taken. */
export default define.page<typeof handler>(({ data: { imports, error }, state }) => {
  const base = `/projects/${state.project!.id}/customers`;
  const present = now().getTime();
  const look = {
    label: "File",
    name: "file",
    help: `CSV or JSON, at most ${numberText(MOST_IMPORT_ROWS)} rows and ${
      MOST_IMPORT_BYTES / 1024 / 1024
    } MB. The first row of a CSV file names the columns.`,
    error,
  };
  return (
    <>
      <Head>
        <title>{`Import · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Contacts" }}
        title="Import customers"
        description="The file is looked through before anything is written."
      />
      <div class="page narrow">
        <Card>
          <form method="post" action={`${base}/import`} enctype="multipart/form-data" class="stack">
            <Field {...look}>
              <input
                type="file"
                class="input"
                accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,text/csv,application/json"
                required
                {...fieldAttributes(look)}
              />
            </Field>
            <div>
              <Button type="submit" variant="primary">Go on to the columns</Button>
            </div>
          </form>
          <Banner>
            People are found by e-mail address, your own id or a source's id; companies by domain,
            id or name. Empty cells change nothing, and what a person wrote here stays.
          </Banner>
        </Card>
        {imports.length > 0 && (
          <Card title="Earlier imports" flush>
            <Table
              label="Imports"
              rows={imports}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: "File",
                  cell: ({ id, file_name }) => (
                    <a class="customer-cell truncate" href={`${base}/import/${id}`} dir="auto">
                      {file_name ?? "Sent through the API"}
                    </a>
                  ),
                },
                { title: "State", cell: ({ status }) => importLabel(status) },
                { title: "Rows", number: true, cell: ({ total_rows }) => numberText(total_rows) },
                {
                  title: "When",
                  cell: ({ created_at }) => <Time at={created_at} now={present} />,
                },
              ]}
            />
          </Card>
        )}
      </div>
    </>
  );
});
