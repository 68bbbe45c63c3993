import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AuthCard } from "../components/auth_card.tsx";
import { Banner } from "../components/banner.tsx";
import { Button } from "../components/button.tsx";
import { Input } from "../components/input.tsx";
import { emailMaximum, hasUsers, isSetupOpen, redeemSetup } from "../core/access/mod.ts";
import type { Sql } from "../core/db/mod.ts";
import { AppError } from "../core/errors.ts";
import { listProjects } from "../core/projects/mod.ts";
import { define } from "../server/state.ts";
import { readForm } from "./(_common)/form.ts";
import { enter } from "./(_entry)/enter.ts";
import { entryHeaders as headers } from "./(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "./(_entry)/failed_form.ts";
import { LinkOver } from "./(_entry)/link_over.tsx";
import { NewPasswordInput } from "./(_entry)/password_input.tsx";

const FIELDS = ["name", "email", "password", "project_name"];

export const handler = define.handlers({
  async GET(ctx) {
    const { sql } = ctx.state.services;
    const token = ctx.url.searchParams.get("token") ?? "";
    if (!await isSetupOpen(sql, token)) {
      const isDone = await hasUsers(sql);
      return page({ over: isDone ? "done" : token ? "wrong" : "missing" } as const, {
        // Without a token nothing was asked that could be refused.
        status: token ? 403 : 200,
        headers,
      });
    }
    const typed = { name: "", email: "", projectName: "" };
    const adopted = await adoptedProject(sql);
    return page({ over: null, token, typed, adopted, errors: noErrors }, { headers });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req, services);
    const token = form.text("token");
    const password = form.raw("password");
    const typed = {
      name: form.text("name"),
      email: form.text("email"),
      projectName: form.text("project_name"),
    };
    try {
      const { user, projectId } = await redeemSetup(services, { token, password, ...typed });
      return await enter(
        ctx,
        { email: user.email, password },
        `/projects/${projectId}/feedback`,
        `Welcome, ${user.name}. Everything is set up.`,
      );
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "link_used") {
        const over = await hasUsers(services.sql) ? "done" as const : "wrong" as const;
        return page({ over }, { status: 403, headers });
      }
      const { errors, init } = failedForm(thrown, FIELDS);
      const adopted = await adoptedProject(services.sql);
      return page({ over: null, token, typed, adopted, errors }, { status: init.status, headers });
    }
  },
});

/** The first person makes an account and the first project. */
export default define.page<typeof handler>(({ data }) => {
  if (data.over !== null) return <Over why={data.over} />;
  const { token, typed, adopted, errors } = data;
  const { fields } = errors;
  const isUntouched = Object.keys(fields).length === 0;
  return (
    <>
      <Head>
        <title>Set up · Hissuno</title>
      </Head>
      <AuthCard
        title="Set up Hissuno"
        text="Your account becomes the first owner. You can invite others afterwards."
      >
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <form class="form" method="post" action="/setup">
          <input type="hidden" name="token" value={token} />
          <Input
            label="Your name"
            name="name"
            autocomplete="name"
            required
            maxLength={100}
            autofocus={isUntouched || Boolean(fields.name)}
            value={typed.name}
            error={fields.name}
          />
          <Input
            label="E-mail address"
            name="email"
            type="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={emailMaximum}
            autofocus={Boolean(fields.email)}
            value={typed.email}
            help="You sign in with it. No mail is sent."
            error={fields.email}
          />
          <NewPasswordInput error={fields.password} />
          {adopted === null
            ? (
              <Input
                label="Project name"
                name="project_name"
                autocomplete="organization"
                required
                autofocus={Boolean(fields.project_name)}
                maxLength={100}
                value={typed.projectName}
                placeholder="Acme"
                help="A product or company whose customers you listen to."
                error={fields.project_name}
              />
            )
            : (
              <p class="field-help">
                You become the owner of <strong dir="auto">{adopted}</strong>.
              </p>
            )}
          <Button type="submit" variant="primary" wide>Create account</Button>
        </form>
      </AuthCard>
    </>
  );
});

function Over({ why }: { why: "done" | "wrong" | "missing" }) {
  if (why === "done") {
    return (
      <LinkOver title="Set-up is done">
        This server has its first account, so set-up links are over. Sign in, or ask an owner to
        invite you.
      </LinkOver>
    );
  }
  const title = why === "missing" ? "Open the set-up link" : "This set-up link is not valid";
  return (
    <>
      <Head>
        <title>{`${title} · Hissuno`}</title>
      </Head>
      <AuthCard title={title}>
        <p>
          Nobody has an account here yet. The server writes a one-time link to its log each time it
          starts:
        </p>
        <pre class="entry-example"><code>Set up the first account: …/setup?token=…</code></pre>
        <p class="muted">
          {why === "wrong" && "Check that it was copied in full. "}
          Restart the server for a new one.
        </p>
      </AuthCard>
    </>
  );
}

/** The project an operator made before anybody had an account: the first person gets it. */
async function adoptedProject(sql: Sql): Promise<string | null> {
  const [project] = await listProjects(sql);
  return project?.name ?? null;
}
