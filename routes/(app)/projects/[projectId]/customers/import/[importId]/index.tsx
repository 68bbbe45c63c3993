import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { Table } from "../../../../../../../components/table.tsx";
import { requireAction } from "../../../../../../../core/access/mod.ts";
import {
  cancelImport,
  type CustomerImport,
  type FailedRow,
  failedRows,
  readImport,
  rowsAfter,
  startImport,
} from "../../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../../core/db/mod.ts";
import LiveParts from "../../../../../../../islands/LiveParts.tsx";
import { define } from "../../../../../../../server/state.ts";
import { formErrors } from "../../../../../../(_common)/form.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { ImportState, isUnderWay } from "../../(_parts)/import_state.tsx";
import { MappingFields, readMapping } from "../../(_parts)/mapping_fields.tsx";
import { numberText } from "../../(_parts)/numbers.ts";

/** How many wrong rows are shown; all of them are in the file to download. */
const SHOWN = 50;
/** How many rows show what the columns hold. */
const SAMPLES = 3;

async function readAll(sql: Sql, projectId: string, importId: string) {
  const one = await readImport(sql, projectId, importId);
  const [samples, failed] = await Promise.all([
    rowsAfter(sql, projectId, importId, 0, SAMPLES),
    one.failed > 0 ? failedRows(sql, projectId, importId, 0, SHOWN) : [],
  ]);
  return { one, samples: samples.map(({ cells }) => cells), failed };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "write" });
    const data = await readAll(sql, projectId, ctx.params.importId!);
    return page({ ...data, error: null as string | null });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const id = ctx.params.importId!;
    const here = `/projects/${project.id}/customers/import/${id}`;
    try {
      const one = await readImport(sql, project.id, id);
      switch (form.text("do")) {
        case "check":
          await startImport(sql, project.id, id, "check", {
            mapping: readMapping(form, one.columns),
          });
          break;
        case "run":
          await startImport(sql, project.id, id, "run");
          break;
        case "cancel":
          await cancelImport(sql, project.id, id);
      }
      return done(ctx, here);
    } catch (thrown) {
      const { form: problem, fields } = formErrors(thrown, ["mapping"]);
      const data = await readAll(sql, project.id, id);
      return page({ ...data, error: fields.mapping ?? problem }, { status: 400 });
    }
  },
});

/** One import: columns, what would happen, progress, what was not taken. */
export default define.page<typeof handler>(({ data, state }) => {
  const { one, samples, failed, error } = data;
  const base = `/projects/${state.project!.id}/customers`;
  const here = `${base}/import/${one.id}`;
  const mayMap = ["uploaded", "checked", "failed", "cancelled"].includes(one.status);
  return (
    <>
      <Head>
        <title>{`Import · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${base}/import`, label: "Imports" }}
        title={one.file_name ?? "Import"}
        description={`${numberText(one.total_rows)} rows`}
      />
      <div class="page" id="import-page" data-live>
        {error && <Banner tone="danger">{error}</Banner>}
        {one.status !== "uploaded" && <Progress one={one} here={here} base={base} />}
        {failed.length > 0 && <Errors one={one} failed={failed} here={here} />}
        {mayMap && (
          <form method="post" action={here} class="stack">
            <Card
              title="Columns"
              description="Where each column goes. Guessed by their names: look them through."
            >
              <MappingFields columns={one.columns} mapping={one.mapping} samples={samples} />
            </Card>
            <div class="form-foot">
              <Button
                type="submit"
                name="do"
                value="check"
                variant={one.status === "checked" ? "secondary" : "primary"}
              >
                {one.status === "checked" ? "Look through again" : "Look through the file"}
              </Button>
            </div>
          </form>
        )}
      </div>
      <LiveParts
        address={`/api/projects/${state.project!.id}/events`}
        events={isUnderWay(one) ? ["import.updated"] : []}
      />
    </>
  );
});

function Progress({ one, here, base }: { one: CustomerImport; here: string; base: string }) {
  return (
    <Card>
      <ImportState one={one} />
      <form method="post" action={here} class="actions">
        {one.status === "checked" && (
          <Button type="submit" name="do" value="run" variant="primary">
            {`Import ${numberText(one.total_rows - one.failed)} rows`}
          </Button>
        )}
        {isUnderWay(one) && <Button type="submit" name="do" value="cancel">Stop</Button>}
        {one.status === "done" && (
          <LinkButton href={base} variant="primary">Show the contacts</LinkButton>
        )}
      </form>
    </Card>
  );
}

function Errors({ one, failed, here }: {
  one: CustomerImport;
  failed: FailedRow[];
  here: string;
}) {
  return (
    <Card
      title={one.failed === 1
        ? "1 row with an error"
        : `${numberText(one.failed)} rows with errors`}
      description={one.failed > failed.length
        ? `The first ${failed.length}. All of them are in the file.`
        : undefined}
      actions={
        <LinkButton href={`${here}/errors`} size="small" download>Download as CSV</LinkButton>
      }
      flush
    >
      <Table
        label="Rows with errors"
        rows={failed}
        keyOf={({ number }) => String(number)}
        columns={[
          { title: "Row", cell: ({ number }) => numberText(number) },
          { title: "What is wrong", cell: ({ error }) => error },
          {
            title: "Cells",
            cell: ({ cells }) => (
              <span class="customer-cell truncate subtle" dir="auto">
                {cells.filter((cell) => cell !== "").slice(0, 4).join(" · ")}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
