import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { SourceBadge } from "../../../../../../components/source_badge.tsx";
import type { Connection, Manifest } from "../../../../../../core/contract/mod.ts";
import { ConnectionState } from "./connection_state.tsx";

const number = new Intl.NumberFormat("en-US");

/** One source: what it is, how much came through it, and where it is set up. */
export function SourceCard({ manifest, count, listHref, connections, channels, action }: {
  manifest: Manifest;
  /** Sessions that came through it. */
  count: number;
  /** The list narrowed to it. */
  listHref: string;
  /** What is connected, of sources that are pulled. */
  connections: Connection[];
  /** How many channels are monitored, of sources that have some. */
  channels?: number;
  action?: { href: string; label: string };
}) {
  return (
    <Card>
      <div class="source-card">
        <div class="source-card-head">
          <SourceBadge source={manifest.id} name={manifest.name} />
          {count > 0
            ? (
              <a class="text-small" href={listHref}>
                {`${number.format(count)} ${count === 1 ? "session" : "sessions"}`}
              </a>
            )
            : <span class="subtle text-small">Nothing yet</span>}
        </div>
        <p class="muted">{manifest.summary}</p>
        <div class="source-card-foot">
          {action && (
            <LinkButton href={action.href} size="small">
              {connections.length > 0 ? "Manage" : action.label}
            </LinkButton>
          )}
          {connections.length > 0 && (
            <span class="text-small">
              {connections.some(({ status }) => status === "needs_attention")
                ? <ConnectionState connection={{ status: "needs_attention" }} />
                : <ConnectionState connection={{ status: "active" }} />}
              {connections.length > 1 && (
                <span class="subtle">{` ${connections.length} connections`}</span>
              )}
              {channels !== undefined && (
                <span class="subtle">
                  {channels === 1 ? " 1 channel" : ` ${channels || "No"} channels`}
                </span>
              )}
            </span>
          )}
        </div>
      </div>
    </Card>
  );
}
