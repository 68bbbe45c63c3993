import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { SourceBadge } from "../../../../../../components/source_badge.tsx";
import type { Manifest } from "../../../../../../core/contract/mod.ts";

const number = new Intl.NumberFormat("en-US");

/** One source: what it is, how much came through it, and where it is set up. */
export function SourceCard({ manifest, count, listHref, action }: {
  manifest: Manifest;
  /** Sessions that came through it. */
  count: number;
  /** The list narrowed to it. */
  listHref: string;
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
        {action && <LinkButton href={action.href} size="small">{action.label}</LinkButton>}
      </div>
    </Card>
  );
}
