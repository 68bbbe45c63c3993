import { AnalysisBadge } from "../../components/analysis_badge.tsx";
import { Avatar } from "../../components/avatar.tsx";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Highlight } from "../../components/highlight.tsx";
import { Icon, iconNames } from "../../components/icon.tsx";
import { KeyHint } from "../../components/key_hint.tsx";
import { builtInSources, builtInTags } from "../../components/labels.ts";
import { LinkButton } from "../../components/link_button.tsx";
import { Logo } from "../../components/logo.tsx";
import { NeedsHumanBadge } from "../../components/needs_human_badge.tsx";
import { PageHeader } from "../../components/page_header.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { SourceBadge } from "../../components/source_badge.tsx";
import { StatusBadge } from "../../components/status_badge.tsx";
import { TagChip } from "../../components/tag_chip.tsx";
import { TakeoverBadge } from "../../components/takeover_badge.tsx";

const names = [
  "Ada L",
  "Bo",
  "Chandra Patel",
  "Dmitri K",
  "Eve",
  "Farah N",
  "Gus",
  "Hana Mori",
  "李明",
  "🦊 Fox",
  "ÅsaÖ",
  "O'Neil, Pat",
  "Zed",
  "",
];
const tags = [...builtInTags, "churn_risk", "on-premise", "mobile", "pricing", "vip"];
const sources = [...builtInSources, "discord", "app-store", "email", "日本語"];

/** Every small part side by side. */
export function Kit() {
  return (
    <>
      <PageHeader title="Kit" description="Every small part, side by side" />
      <div class="page">
        <Card title="Buttons">
          {([undefined, "small"] as const).map((size) => (
            <div class="actions" key={size}>
              {(["primary", "secondary", "quiet", "danger", "link"] as const).map((variant) => (
                <Button key={variant} variant={variant} size={size}>{variant}</Button>
              ))}
              <Button icon="plus" size={size}>With icon</Button>
              <Button icon="archive" label="Archive" size={size} />
              <Button disabled size={size}>Disabled</Button>
              <LinkButton href="#" size={size} iconEnd="external">Link</LinkButton>
            </div>
          ))}
        </Card>
        <Card title="Sources">
          <div class="actions">{sources.map((id) => <SourceBadge key={id} source={id} />)}</div>
        </Card>
        <Card title="Tags">
          <div class="tags">{tags.map((tag) => <TagChip key={tag} tag={tag} />)}</div>
        </Card>
        <Card title="Status">
          <div class="actions">
            <StatusBadge status="active" />
            <StatusBadge status="closed" />
            <StatusBadge status="closed" archived />
            <TakeoverBadge />
            <TakeoverBadge by="Priya Raghunathan" />
            <NeedsHumanBadge reason="The model is down" />
            {(["pending", "processing", "analyzed", "failed", "skipped"] as const).map((status) => (
              <AnalysisBadge key={status} status={status} />
            ))}
          </div>
        </Card>
        <Card title="Avatars">
          <div class="actions">
            {names.map((name) => <Avatar key={name} name={name} size="large" />)}
            <Avatar kind="agent" size="large" />
            {names.slice(0, 4).map((name) => <Avatar key={name} name={name} size="small" />)}
          </div>
        </Card>
        <Card title="Icons">
          <div class="actions">
            {iconNames.map((name) => <Icon key={name} name={name} label={name} size={20} />)}
            <Logo size={40} />
          </div>
        </Card>
        <Card title="Text">
          <p>
            Press <KeyHint keys="/" /> to search, <KeyHint keys="Esc" /> to leave. A{" "}
            <a href="#">link in a line</a>, <code>inline code</code>, and{" "}
            <Highlight
              segments={[{ text: "found ", match: false }, { text: "<words>", match: true }]}
            />.
          </p>
          <p class="muted">Muted text for second thoughts.</p>
          <p class="subtle text-small">Subtle and small for the least of things.</p>
          <Skeleton lines={4} />
        </Card>
      </div>
    </>
  );
}
