import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { EmptyState } from "../../../../../../../components/empty_state.tsx";
import { Icon } from "../../../../../../../components/icon.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../../../components/pagination.tsx";
import { Skeleton } from "../../../../../../../components/skeleton.tsx";
import { Tabs } from "../../../../../../../components/tabs.tsx";
import { can } from "../../../../../../../core/access/mod.ts";
import { now } from "../../../../../../../core/clock.ts";
import {
  type ChannelFilter,
  channelFilters,
  type ChannelList,
  countChannels,
  listChannels,
  selectChannelList,
} from "../../../../../../../core/exchange/mod.ts";
import { listPackages } from "../../../../../../../core/knowledge/mod.ts";
import { selectConnection } from "../../../../../../../core/sync/mod.ts";
import LiveParts from "../../../../../../../islands/LiveParts.tsx";
import SelectRows from "../../../../../../../islands/SelectRows.tsx";
import type { Services } from "../../../../../../../server/services.ts";
import { define } from "../../../../../../../server/state.ts";
import { ownPath } from "../../../../../../(_common)/address.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { ChannelBulk } from "../../(_parts)/channel_bulk.tsx";
import { changeChannels } from "../../(_parts)/channel_changes.ts";
import { ChannelFreshness } from "../../(_parts)/channel_freshness.tsx";
import { channelAddress, readChannelView } from "../../(_parts)/channel_query.ts";
import { ChannelTable } from "../../(_parts)/channel_table.tsx";

const PAGE = 50;
/** Before the first reading has begun. */
const UNREAD: ChannelList = { state: "waiting", found: 0, problem: null, refreshedAt: null };

const titles: Record<ChannelFilter, string> = {
  all: "All",
  chosen: "Monitored",
  public: "Public",
  private: "Private",
  external: "External",
  archived: "Archived",
};

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const { connection, plugin } = await open(services, project!.id, ctx.params.connectionId!);
    const view = readChannelView(ctx.url);
    const place = { projectId: project!.id, connectionId: connection.id };
    const [listed, counts, list, packages] = await Promise.all([
      listChannels(services.sql, { ...place, ...view, limit: PAGE }),
      countChannels(services.sql, { ...place, search: view.search.replace(/^#/, "") }),
      selectChannelList(services.sql, place.projectId, place.connectionId),
      listPackages(services.sql, place.projectId),
    ]);
    // Past an end that moved, or back at the beginning.
    if (view.cursor && listed.channels.length === 0) {
      return ctx.redirect(channelAddress(ctx.url.pathname, view, {}), 303);
    }
    return page({ connection, plugin, view, listed, counts, packages, list: list ?? UNREAD });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const { connection } = await open(services, project.id, ctx.params.connectionId!);
    const place = { projectId: project.id, connectionId: connection.id };
    const notice = await changeChannels(services, place, form);
    return done(ctx, ownPath(form.text("next"), ctx.url.pathname), notice);
  },
});

async function open({ sql, plugins }: Services, projectId: string, connectionId: string) {
  const connection = await selectConnection(sql, projectId, connectionId);
  const plugin = plugins.find(({ manifest }) => manifest.id === connection?.source);
  if (!connection || !plugin?.channels) throw new HttpError(404);
  return { connection, plugin };
}

/** The channels of a connection: which are captured, and how. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { connection, plugin, view, listed, counts, list, packages } = data;
  const project = state.project!;
  const { name } = plugin.manifest;
  const base = `/projects/${project.id}/integrations`;
  const address = `${base}/connections/${connection.id}`;
  const path = url.pathname;
  const mayChange = can(state.role!, "manage_integrations");
  const isReading = list.state === "waiting" || list.state === "reading";
  const here = channelAddress(path, view, { cursor: view.cursor });
  const hrefOf = (cursor: string | null) => cursor && channelAddress(path, view, { cursor });
  return (
    <>
      <Head>
        <title>{`Channels · ${connection.name} · ${project.name}`}</title>
      </Head>
      <LiveParts address={`/api/projects/${project.id}/events`} events={["connection.updated"]} />
      {mayChange && <SelectRows />}
      <PageHeader
        back={{ href: address, label: connection.name }}
        title="Channels"
        description={
          <span id="channel-freshness" data-live>
            {connection.account_label && `${connection.account_label} · `}
            <ChannelFreshness list={list} now={now().getTime()} />
          </span>
        }
        actions={mayChange && (
          <form method="post" action={path}>
            <input type="hidden" name="next" value={here} />
            <Button type="submit" name="action" value="refresh" icon="refresh">Refresh</Button>
          </form>
        )}
      />
      <div id="channel-tabs" data-live>
        <Tabs
          label="Kinds of channels"
          tabs={channelFilters.map((filter) => ({
            href: channelAddress(path, view, { filter }),
            label: titles[filter],
            count: counts[filter],
            current: filter === view.filter,
          }))}
        />
      </div>
      <div class="filters">
        <form method="get" action={path} role="search" class="filter-row channel-search">
          {view.filter !== "all" && <input type="hidden" name="show" value={view.filter} />}
          <div class="search">
            <input
              class="input"
              type="search"
              name="search"
              value={view.search}
              placeholder="Search channels"
              aria-label="Search channels by name"
              autocomplete="off"
              enterkeyhint="search"
            />
            <Icon name="search" size={14} />
          </div>
          <Button type="submit">Search</Button>
          {view.search && (
            <LinkButton href={channelAddress(path, view, { search: "" })} variant="quiet">
              Clear
            </LinkButton>
          )}
        </form>
      </div>
      {!mayChange && (
        <div class="page-banner">
          <Banner>Only owners and admins can choose channels. You see which are monitored.</Banner>
        </div>
      )}
      <div id="channel-problem" class="contents" data-live>
        {list.state === "failed" && (
          <div class="page-banner">
            <Banner tone="danger" title={`The channels could not be read from ${name}.`}>
              {list.problem}
            </Banner>
          </div>
        )}
      </div>
      <div class="session-list channel-list" id="channel-list" data-live>
        {listed.channels.length > 0
          ? (
            <>
              <ChannelTable
                channels={listed.channels}
                packages={packages}
                selectForm={mayChange ? "channels" : undefined}
              />
              {mayChange && (
                <ChannelBulk id="channels" action={path} next={here} packages={packages} />
              )}
              <Pagination
                previousHref={hrefOf(listed.previousCursor)}
                nextHref={hrefOf(listed.nextCursor)}
              >
                {countText(listed.channels.length, counts[view.filter])}
              </Pagination>
            </>
          )
          : view.search
          ? (
            <EmptyState
              compact
              title="No channel matches"
              text="Search finds a part of the name, or the whole id of a channel."
              actions={
                <LinkButton href={channelAddress(path, view, { search: "" })}>
                  Clear the search
                </LinkButton>
              }
            />
          )
          : isReading
          ? (
            <div class="channel-waiting">
              <Skeleton lines={6} />
            </div>
          )
          : <Nothing filter={view.filter} all={counts.all} name={name} path={path} />}
      </div>
    </>
  );
});

function Nothing({ filter, all, name, path }: {
  filter: ChannelFilter;
  all: number;
  name: string;
  path: string;
}) {
  if (all === 0) {
    return (
      <EmptyState
        compact
        title="No channels"
        text={`${name} names all public channels, and the private ones we were invited to. ` +
          "Once there is one, refresh."}
      />
    );
  }
  return (
    <EmptyState
      compact
      title={filter === "chosen" ? "No channel is monitored yet" : "None of this kind"}
      text={filter === "chosen"
        ? "Tick channels in the list, choose how, and press Monitor."
        : "Other channels are there."}
      actions={<LinkButton href={path}>Show all channels</LinkButton>}
    />
  );
}

function countText(shown: number, all: number): string {
  const format = new Intl.NumberFormat("en-US").format;
  const noun = all === 1 ? "channel" : "channels";
  return shown >= all ? `${format(all)} ${noun}` : `${shown} of ${format(all)} ${noun}`;
}
