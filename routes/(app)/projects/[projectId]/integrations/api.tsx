import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/card.tsx";
import { CopyField } from "../../../../../components/copy_field.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { define } from "../../../../../server/state.ts";
import { publicAddress } from "../../../../(_common)/address.ts";
import { curlExample, curlListExample } from "../(_parts)/snippets.ts";

/** How programs send and read sessions, with commands that run as they are. */
export default define.page(({ state, req }) => {
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const address = publicAddress(req, state);
  return (
    <>
      <Head>
        <title>{`API · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${base}/integrations`, label: "Integrations" }}
        title="API"
        description="Your own programs send conversations, and read all of them back."
        actions={<LinkButton href={`${base}/access`} icon="key">API keys</LinkButton>}
      />
      <div class="page narrow">
        <Card title="Try it from a terminal">
          <CopyField label="Project id" text={project.id} />
          <CopyField label="Create a session" text={curlExample(address, project.id)} />
          <CopyField label="Read the list" text={curlListExample(address, project.id)} />
          <p class="muted">
            Put a key of the <a href={`${base}/access`}>Access</a> page in place of{" "}
            <code>YOUR_API_KEY</code>. What arrives shows in Feedback at once.
          </p>
        </Card>
        <Card title="Build on it">
          <p>
            The <a href="/v1/reference">reference of the public API</a>{" "}
            describes every call and runs it with your key.
          </p>
          <CopyField
            label="For SDKs, the command line and calls of your own"
            text={`${address}/v1`}
          />
          <CopyField label="For assistants (Model Context Protocol)" text={`${address}/mcp`} />
        </Card>
      </div>
    </>
  );
});
