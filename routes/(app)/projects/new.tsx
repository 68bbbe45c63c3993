import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { Input } from "../../../components/input.tsx";
import { PageHeader } from "../../../components/page_header.tsx";
import { createOwnedProject } from "../../../core/access/mod.ts";
import { define } from "../../../server/state.ts";
import { readForm } from "../../(_common)/form.ts";
import { done } from "../../(_common)/notice.ts";
import { failedForm, noErrors } from "../../(_entry)/failed_form.ts";

export const handler = define.handlers({
  GET: () => page({ name: "", errors: noErrors }),

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req, services);
    const name = form.text("name");
    try {
      const userId = ctx.state.user!.id;
      const project = await createOwnedProject(services.sql, { name, userId });
      return done(ctx, `/projects/${project.id}/feedback`, `${project.name} is ready.`);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, ["name"]);
      return page({ name, errors }, init);
    }
  },
});

/** Starting another project. */
export default define.page<typeof handler>(({ data: { name, errors }, state }) => {
  const isFirst = (state.projects ?? []).length === 0;
  return (
    <>
      <Head>
        <title>New project · Hissuno</title>
      </Head>
      <PageHeader title={isFirst ? "Start a project" : "New project"} />
      <div class="page narrow">
        {isFirst && (
          <Banner>
            You are not a member of any project. Start one, or ask somebody for an invitation.
          </Banner>
        )}
        <form method="post">
          <Card foot={<Button type="submit" variant="primary">Create project</Button>}>
            {errors.form && <Banner tone="danger">{errors.form}</Banner>}
            <Input
              label="Project name"
              name="name"
              autocomplete="off"
              required
              maxLength={100}
              autofocus
              value={name}
              help="A product or company whose customers you listen to. Conversations, members and keys of one project are apart from those of all others. You become its owner."
              error={errors.fields.name}
            />
          </Card>
        </form>
      </div>
    </>
  );
});
