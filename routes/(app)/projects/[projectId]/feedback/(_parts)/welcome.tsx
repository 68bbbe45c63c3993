import { Button } from "../../../../../../components/button.tsx";
import { CopyField } from "../../../../../../components/copy_field.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { curlExample, widgetSnippet } from "../../(_parts)/snippets.ts";

/** The list of a project that has nothing yet: three ways to get the first conversation. */
export function Welcome({ projectId, address, canWrite }: {
  projectId: string;
  /** Where this server is reached. */
  address: string;
  canWrite: boolean;
}) {
  const base = `/projects/${projectId}`;
  return (
    <EmptyState
      title="Your first conversation is one line away"
      text="Chats, calls and tickets of your customers are listed here as they happen. Put the widget on a page, send one through the API, or write one down. This page shows it at once."
      actions={canWrite && (
        <>
          <LinkButton href={`${base}/sessions/new`} variant="primary" icon="plus">
            New session
          </LinkButton>
          <LinkButton href={`${base}/integrations/widget/preview`}>Try the widget</LinkButton>
          <form method="post" action={`${base}/feedback`}>
            <Button type="submit" name="do" value="demo">Fill with sample data</Button>
          </form>
        </>
      )}
    >
      <CopyField label="On any page, before </body>" text={widgetSnippet(address, projectId)} />
      <div class="stack-tight">
        <CopyField label="From a terminal" text={curlExample(address, projectId)} />
        <p class="field-help">
          Create the key on the <a href={`${base}/access`}>Access</a> page.
        </p>
      </div>
    </EmptyState>
  );
}
