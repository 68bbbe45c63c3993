import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "../(_parts)/badge.tsx";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { createPackage, listPackages } from "../../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const packages = await listPackages(sql, project!.id);
    return page({ packages, values: { name: "", description: "" }, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const values = { name: form.text("name"), description: form.text("description") };
    try {
      const { id } = await createPackage(sql, project.id, values);
      const path = `/projects/${project.id}/knowledge/packages/${id}`;
      return done(ctx, path, "Added. Choose its sources.");
    } catch (thrown) {
      const packages = await listPackages(sql, project.id);
      const errors = formErrors(thrown, ["name", "description"]);
      return page({ packages, values, errors }, { status: 400 });
    }
  },
});

const number = new Intl.NumberFormat("en-US");

/** Named sets of sources, for those who shall not be answered from everything. */
export default define.page<typeof handler>(({ data, state }) => {
  const { packages, values, errors } = data;
  const base = `/projects/${state.project!.id}/knowledge`;
  return (
    <>
      <Head>
        <title>{`Packages · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Knowledge" }}
        title="Packages"
        description="Named sets of sources. The agent answers from one; the widget and channels can have others."
      />
      <div class="page">
        <Card flush>
          <Table
            label="Packages"
            rows={packages}
            keyOf={({ id }) => id}
            columns={[
              {
                title: "Name",
                cell: ({ id, name, description, is_default }) => (
                  <div class="source-name">
                    <span class="signs">
                      <a href={`${base}/packages/${id}`} class="three-lines" dir="auto">{name}</a>
                      {is_default && name !== "Default" && <Badge>Default</Badge>}
                    </span>
                    {description && <span class="subtle text-small" dir="auto">{description}</span>}
                  </div>
                ),
              },
              {
                title: "Sources",
                number: true,
                cell: ({ source_count }) => number.format(source_count),
              },
              {
                title: "Passages",
                number: true,
                cell: ({ passage_count }) => number.format(passage_count),
              },
            ]}
          />
        </Card>
        {can(state.role!, "write") && (
          <Card title="Add a package">
            <form method="post" action={`${base}/packages`} class="page-fields">
              {errors.form && <Banner tone="danger">{errors.form}</Banner>}
              <div class="two-columns">
                <Input
                  label="Name"
                  name="name"
                  value={values.name}
                  required
                  maxLength={100}
                  autocomplete="off"
                  error={errors.fields.name}
                />
                <Input
                  label="Description"
                  name="description"
                  value={values.description}
                  optional
                  maxLength={500}
                  autocomplete="off"
                  error={errors.fields.description}
                />
              </div>
              <div class="form-foot">
                <Button type="submit" variant="primary">Add package</Button>
              </div>
            </form>
          </Card>
        )}
      </div>
    </>
  );
});
