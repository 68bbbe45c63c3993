import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../components/button.tsx";
import { classNames } from "../../../../../components/class_names.ts";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { Icon, type IconName } from "../../../../../components/icon.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { Tabs } from "../../../../../components/tabs.tsx";
import { Time } from "../../../../../components/time.tsx";
import { now } from "../../../../../core/clock.ts";
import { invalid } from "../../../../../core/errors.ts";
import {
  listNotifications,
  type NotificationKind,
  openNotification,
  readAll,
  unreadCount,
} from "../../../../../core/notifications/mod.ts";
import { define } from "../../../../../server/state.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";

const icons: Record<NotificationKind, IconName> = {
  waiting: "person",
  issue: "issues",
  attention: "alert",
  digest: "calendar",
};

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const isUnread = ctx.url.searchParams.get("show") === "unread";
    const before = ctx.url.searchParams.get("before");
    const [list, unread] = await Promise.all([
      listNotifications(sql, project!.id, user!.id, { before, isUnread }),
      unreadCount(sql, project!.id, user!.id),
    ]);
    return page({ list, unread, isUnread, isFirst: !before, now: now().getTime() });
  },

  async POST(ctx) {
    const { form, project, user, services } = await readProjectForm(ctx, "read");
    const base = `/projects/${project.id}/notifications`;
    switch (form.text("do")) {
      case "open": {
        const position = form.text("position");
        const path = await openNotification(services.sql, project.id, user.id, position);
        return ctx.redirect(path, 303);
      }
      case "read_all": {
        await readAll(services.sql, project.id, user.id, form.text("up_to"));
        return done(ctx, base, "All marked as read.");
      }
    }
    throw invalid("do", "The page does not know this action. Reload it and try again.");
  },
});

/** What the person was told of in this project, the newest first. */
export default define.page<typeof handler>(({ data, state }) => {
  const { list: { notifications, nextBefore }, unread, isUnread, isFirst } = data;
  const action = `/projects/${state.project!.id}/notifications`;
  return (
    <>
      <Head>
        <title>{`Notifications · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Notifications"
        actions={
          <>
            {unread > 0 && isFirst && (
              <form method="post" action={action}>
                <input type="hidden" name="do" value="read_all" />
                <input type="hidden" name="up_to" value={notifications[0]?.position ?? ""} />
                <Button type="submit" icon="check">Mark all as read</Button>
              </form>
            )}
            <LinkButton href="/account/notifications" icon="settings">Choose</LinkButton>
          </>
        }
      />
      <Tabs
        label="Notifications"
        tabs={[
          { href: action, label: "All", current: !isUnread },
          { href: `${action}?show=unread`, label: "Unread", count: unread, current: isUnread },
        ]}
      />
      <div id="notifications" data-live>
        {notifications.length === 0
          ? (
            <EmptyState
              title={isUnread ? "All read" : "Nothing yet"}
              text="You are told here when a customer waits for a person, when an issue is new, and when a connection stops. Choose what, and whether by e-mail as well."
              actions={
                <LinkButton href="/account/notifications">Choose what you are told</LinkButton>
              }
            />
          )
          : (
            <form method="post" action={action}>
              <input type="hidden" name="do" value="open" />
              <ul class="notifications">
                {notifications.map((one) => (
                  <li key={one.position} class={classNames(!one.isRead && "unread")}>
                    <button type="submit" name="position" value={one.position}>
                      <Icon name={icons[one.kind]} />
                      <span class="notification-text">
                        <span class="notification-title" dir="auto">
                          {!one.isRead && <span class="visually-hidden">{"Unread: "}</span>}
                          {one.title}
                        </span>
                        {one.text && <span class="notification-more" dir="auto">{one.text}</span>}
                      </span>
                      <Time at={one.createdAt} now={data.now} />
                    </button>
                  </li>
                ))}
              </ul>
            </form>
          )}
        {(nextBefore || !isFirst) && (
          <Pagination
            previousHref={isFirst ? null : `${action}${isUnread ? "?show=unread" : ""}`}
            nextHref={nextBefore &&
              `${action}?before=${nextBefore}${isUnread ? "&show=unread" : ""}`}
          >
            {`${notifications.length} shown`}
          </Pagination>
        )}
      </div>
    </>
  );
});
