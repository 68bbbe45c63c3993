import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../components/banner.tsx";
import { LinkButton } from "../../../components/link_button.tsx";
import { PageHeader } from "../../../components/page_header.tsx";
import { roleOf } from "../../../core/access/mod.ts";
import { ConsentFailed, finishConsent } from "../../../core/consent/mod.ts";
import { findProject } from "../../../core/projects/mod.ts";
import { define } from "../../../server/state.ts";
import { done } from "../../(_common)/notice.ts";

/**
 * Where providers send people back to. A GET from another site that changes something: what makes it
 * safe is the state, which is single use and bound to the person who is signed in.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { services, user } = ctx.state;
    const query = ctx.url.searchParams;
    try {
      const { projectId, connectionId, account, source, isNew } = await finishConsent(
        services.sync,
        {
          state: query.get("state"),
          code: query.get("code"),
          error: query.get("error"),
          userId: user!.id,
        },
      );
      const path = `/projects/${projectId}/integrations/connections/${connectionId}`;
      const hasChannels = services.sync.plugins.get(source)?.channels !== undefined;
      return done(
        ctx,
        isNew && hasChannels ? `${path}/channels` : path,
        isNew ? `Connected to ${account}.` : `${account} has new credentials.`,
      );
    } catch (failure) {
      if (!(failure instanceof ConsentFailed)) throw failure;
      const { place, message, status } = failure;
      if (place) {
        const [project, role] = await Promise.all([
          findProject(services.sql, place.projectId),
          roleOf(services.sql, place.projectId, user!.id),
        ]);
        if (project && role) Object.assign(ctx.state, { project, role });
      }
      return page({ message, place }, { status });
    }
  },

  // A link checker must not use the state up.
  HEAD: () => new Response(null, { status: 204 }),
});

/** What went wrong, and the way back to the form. */
export default define.page<typeof handler>(({ data: { message, place }, state }) => {
  const { project, services } = state;
  const base = project && `/projects/${project.id}/integrations`;
  const name = services.plugins.find(({ manifest }) => manifest.id === place?.source)?.manifest
    .name;
  const back = base && place
    ? place.connectionId
      ? `${base}/connections/${place.connectionId}#consent`
      : `${base}/sources/${place.source}`
    : "/";
  return (
    <>
      <Head>
        <title>{`Not connected · ${project?.name ?? "Hissuno"}`}</title>
      </Head>
      <PageHeader
        back={base ? { href: base, label: "Integrations" } : undefined}
        title={name ? `${name} was not connected` : "Nothing was connected"}
      />
      <div class="page narrow">
        <Banner tone="danger">{message}</Banner>
        <div class="actions">
          <LinkButton href={back} variant="primary">
            {base && place ? "Begin again" : "To the start page"}
          </LinkButton>
        </div>
      </div>
    </>
  );
});
