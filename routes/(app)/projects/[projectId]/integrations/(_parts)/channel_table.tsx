import { Icon } from "../../../../../../components/icon.tsx";
import { Time } from "../../../../../../components/time.tsx";
import { isEverything, type PickedChannel } from "../../../../../../core/exchange/mod.ts";

const number = new Intl.NumberFormat("en-US");

/** Props of {@link ChannelTable}. */
export interface ChannelTableProps {
  channels: PickedChannel[];
  /** Of knowledge: their names are shown where a channel has chosen one. */
  packages: { id: string; name: string }[];
  /** The id of the form the checkboxes belong to; without it there are none. */
  selectForm?: string;
}

/**
 * A connection's channels; cards on a narrow page. Roles are spelled out because browsers drop those
 * of a table whose rows are laid out as cards.
 */
export function ChannelTable({ channels, packages, selectForm }: ChannelTableProps) {
  return (
    <table role="table" class="table channel-table" aria-label="Channels">
      <thead role="rowgroup">
        <tr role="row">
          {selectForm && (
            <th role="columnheader" class="col-select" scope="col">
              <span class="visually-hidden">Select</span>
              <input
                class="box"
                type="checkbox"
                hidden
                data-select-all
                aria-label="Select all on this page"
              />
            </th>
          )}
          <th role="columnheader" class="col-channel" scope="col">Channel</th>
          <th role="columnheader" class="col-members number" scope="col">Members</th>
          <th role="columnheader" class="col-captured" scope="col">Captured</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {channels.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            knowledge={packages.find(({ id }) => id === channel.packageId)?.name ?? null}
            selectForm={selectForm}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ChannelRowProps {
  channel: PickedChannel;
  /** The name of the package it has chosen. */
  knowledge: string | null;
  selectForm?: string;
}

function ChannelRow({ channel, knowledge, selectForm }: ChannelRowProps) {
  const { id, name, isPrivate, isMonitored, memberCount, problem } = channel;
  const boxId = `channel-${id}`;
  return (
    <tr role="row" class={isMonitored ? "is-monitored" : undefined}>
      {selectForm && (
        <td role="cell" class="col-select">
          <input
            class="box"
            type="checkbox"
            name="channel"
            value={id}
            id={boxId}
            form={selectForm}
            aria-label={`Select ${name}`}
          />
        </td>
      )}
      <td role="cell" class="col-channel">
        <div class="channel-line">
          <label class="channel-name" for={selectForm && boxId} title={name}>
            <span class="channel-sign" aria-hidden="true">
              {isPrivate ? <Icon name="lock" size={14} /> : "#"}
            </span>
            <span class="truncate" dir="auto">{name}</span>
          </label>
          <ChannelSigns channel={channel} />
        </div>
        {problem && (
          <p class="channel-problem">
            <Icon name="alert" size={12} />
            <span>{problem}</span>
          </p>
        )}
      </td>
      <td role="cell" class="col-members number">
        {memberCount === null ? <span class="subtle">–</span> : number.format(memberCount)}
        <span class="channel-unit">{memberCount === 1 ? " member" : " members"}</span>
      </td>
      <td role="cell" class="col-captured">
        {isMonitored
          ? <Captured channel={channel} knowledge={knowledge} />
          : <span class="subtle">Not monitored</span>}
      </td>
    </tr>
  );
}

function ChannelSigns({ channel }: { channel: PickedChannel }) {
  const { isPrivate, isExternal, isArchived, isGone, isMember, isMonitored } = channel;
  return (
    <span class="channel-signs">
      {isExternal && <span class="sign external">External</span>}
      {isPrivate && <span class="sign">Private</span>}
      {isArchived && <span class="sign warning">Archived</span>}
      {isGone && <span class="sign warning">Not found any more</span>}
      {!isMember && !isMonitored && !isArchived && !isGone && (
        <span class="sign faint">Not joined</span>
      )}
    </span>
  );
}

function Captured({ channel, knowledge }: Omit<ChannelRowProps, "selectForm">) {
  const { mode, scope, backfillFrom, isMember, isGone, problem } = channel;
  const isJoining = !isMember && !isGone && problem === null;
  return (
    <div class="channel-captured">
      <span class={`status channel-mode ${mode}`}>
        <Icon name={mode === "interactive" ? "agent" : "active"} size={14} />
        {mode === "interactive" ? "Interactive" : "Passive"}
      </span>
      <span class="subtle text-small">
        {scope === "external" ? "External only" : "All threads"}
        {backfillFrom && (
          <>
            {", "}
            {isEverything(backfillFrom) ? "everything" : (
              <>
                since <Time at={backfillFrom} format="date" />
              </>
            )}
          </>
        )}
      </span>
      {knowledge !== null && (
        <span class="subtle text-small channel-knowledge" title={knowledge}>
          <Icon name="knowledge" size={12} />
          <span class="truncate" dir="auto">{knowledge}</span>
        </span>
      )}
      {isJoining && (
        <span class="run-status running text-small">
          <Icon name="refresh" size={12} />
          Joining
        </span>
      )}
    </div>
  );
}
