import type { PageProps } from "fresh";
import { AppShell, type NavItem } from "../../components/app_shell.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import Bell from "../../islands/Bell.tsx";
import PageScript from "../../islands/PageScript.tsx";
import type { State } from "../../server/state.ts";
import { noticeOf } from "../(_common)/notice.ts";
import { themeOf } from "../(_common)/theme.ts";

const pages: [path: string, label: string, icon: IconName][] = [
  ["feedback", "Feedback", "feedback"],
  ["review", "Review", "success"],
  ["issues", "Issues", "issues"],
  ["customers", "Customers", "person"],
  ["analytics", "Analytics", "analytics"],
  ["product-scopes", "Product scopes", "scopes"],
  ["knowledge", "Knowledge", "knowledge"],
  ["integrations", "Integrations", "integrations"],
  ["access", "Access", "key"],
  ["members", "Members", "members"],
  ["settings", "Settings", "settings"],
];

/** The frame of all signed-in pages. */
export default function Layout({ req, url, state, Component }: PageProps<unknown, State>) {
  const { user, project, projects = [] } = state;
  if (!user) return <Component />;
  const notice = noticeOf(req);
  const bell = () =>
    project && <Bell projectId={project.id} unread={state.unreadNotifications ?? 0} />;
  return (
    <AppShell
      user={user}
      project={project ?? null}
      projects={projects.map(({ projectId, projectName }) => ({
        id: projectId,
        name: projectName,
        href: `/projects/${projectId}/feedback`,
      }))}
      newProjectHref="/projects/new"
      nav={project
        ? [...navOf(project.id, url.pathname, state.waitingReviews ?? 0), {
          href: `/projects/${project.id}/notifications`,
          label: "Notifications",
          icon: "bell",
          current: url.pathname === `/projects/${project.id}/notifications`,
          badge: bell(),
        }]
        : []}
      barEnd={project && (
        <a class="bar-bell" href={`/projects/${project.id}/notifications`}>
          <Icon name="bell" />
          <span class="visually-hidden">Notifications</span>
          {bell()}
        </a>
      )}
      theme={themeOf(req)}
      themeAction="/theme"
      signOutAction="/logout"
      accountHref="/account"
      formFields={<input type="hidden" name="next" value={url.pathname + url.search} />}
    >
      <Component />
      {notice && <div class="notice" role="status">{notice}</div>}
      <PageScript />
    </AppShell>
  );
}

function navOf(projectId: string, pathname: string, waiting: number): NavItem[] {
  const base = `/projects/${projectId}`;
  return pages.map(([path, label, icon]) => ({
    href: `${base}/${path}`,
    label,
    icon,
    count: path === "review" && waiting > 0 ? (waiting < 100 ? waiting : "99+") : undefined,
    current: pathname === `${base}/${path}` || pathname.startsWith(`${base}/${path}/`) ||
      // Sessions are read from the feedback list.
      (path === "feedback" && pathname.startsWith(`${base}/sessions/`)),
  }));
}
