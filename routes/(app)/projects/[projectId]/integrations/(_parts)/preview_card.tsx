import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import { safeUrl } from "../../../../../../components/safe_url.ts";
import { Time } from "../../../../../../components/time.tsx";
import { truncate } from "../../../../../../components/truncate.ts";
import type { Account, Conversation } from "../../../../../../core/contract/mod.ts";
import type { Preview } from "../../../../../../core/sync/mod.ts";

/** Who the credentials belong to, and what a sync would bring. */
export function PreviewCard({ account, preview, source }: {
  account: Account;
  preview: Preview;
  /** The source's name. */
  source: string;
}) {
  const { conversations, problems } = preview;
  return (
    <Card
      title={`Connected as ${account.label}`}
      description={conversations.length > 0
        ? "The first conversations as they would be imported. This test stores nothing."
        : "The credentials are fine. There is nothing to import in the chosen range."}
    >
      {conversations.length > 0 && (
        <ol class="preview-list">
          {conversations.map((conversation) => (
            <PreviewItem
              key={conversation.externalId}
              conversation={conversation}
              source={source}
            />
          ))}
        </ol>
      )}
      {problems.map((problem) => <Banner key={problem} tone="warning">{problem}</Banner>)}
    </Card>
  );
}

function PreviewItem({ conversation, source }: { conversation: Conversation; source: string }) {
  const { name, description, customer, messages, startedAt, originalUrl } = conversation;
  const said = messages[0]?.content ?? description ?? "";
  const amount = messages.length === 1 ? "1 message" : `${messages.length} messages`;
  const original = safeUrl(originalUrl);
  return (
    <li>
      <div class="preview-head">
        <strong dir="auto">{customer?.name ?? customer?.email ?? "Somebody"}</strong>
        <span class="subtle text-small">
          {amount}
          {startedAt && (
            <>
              {" · "}
              <Time at={startedAt} format="full" />
            </>
          )}
        </span>
        {original && (
          <a
            class="icon-link text-small"
            href={original}
            target="_blank"
            rel="noopener noreferrer"
          >
            {`Open in ${source}`}
            <Icon name="external" size={12} />
          </a>
        )}
      </div>
      {name && <div class="preview-name" dir="auto">{truncate(name, 160)}</div>}
      <div class="muted" dir="auto">{truncate(said, 220)}</div>
    </li>
  );
}
