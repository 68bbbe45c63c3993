import type { LayoutConfig } from "fresh";
import { Head } from "fresh/runtime";
import { Icon } from "../../../../../../components/icon.tsx";
import { define } from "../../../../../../server/state.ts";

/** Stands for a page of the customer's own site, so without our frame around it. */
export const config: LayoutConfig = { skipInheritedLayouts: true };

/** A page that shows the widget as visitors see it. */
export default define.page(({ state }) => {
  const project = state.project!;
  const base = `/projects/${project.id}`;
  return (
    <>
      <Head>
        <title>{`Test page · ${project.name}`}</title>
      </Head>
      <main class="test-page">
        <a class="page-back" href={`${base}/integrations/widget`}>
          <Icon name="chevronLeft" size={12} />
          Widget settings
        </a>
        <h1>A page of your site</h1>
        <p>
          The button in the corner is the widget of{" "}
          <strong dir="auto">{project.name}</strong>. Write something as a visitor would.
        </p>
        <p>
          Then look at <a href={`${base}/feedback`} target="_blank">Feedback</a>{" "}
          in a second window: the conversation is there while it happens, and you can take it over.
        </p>
        <p class="muted text-small">
          Nothing here? The widget needs JavaScript, and a blocker may hold it back.
        </p>
      </main>
      <script
        src={state.services.bundles.widget ?? "/widget.js"}
        data-project-id={project.id}
        async
      />
    </>
  );
});
