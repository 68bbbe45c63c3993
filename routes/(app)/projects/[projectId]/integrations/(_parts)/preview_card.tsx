import { Card } from "../../../../../../components/card.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { Account, Conversation } from "../../../../../../core/contract/mod.ts";
import type { Preview } from "../../../../../../core/sync/mod.ts";

/** Who the credentials belong to, and what a sync would bring. */
export function PreviewCard({ account, preview }: { account: Account; preview: Preview }) {
  const { conversations, problems } = preview;
  return (
    <Card
      title={`Connected as ${account.label}`}
      description={conversations.length > 0
        ? "The first conversations as they would be stored. Nothing is stored yet."
        : "The credentials are fine, but there is nothing to import in the chosen range."}
    >
      <ol class="preview-list">
        {conversations.map((conversation) => (
          <li key={conversation.externalId}>
            <strong class="truncate">{titleOf(conversation)}</strong>
            <div class="subtle text-small">
              {whoOf(conversation)}
              {` · ${conversation.messages.length} ${
                conversation.messages.length === 1 ? "message" : "messages"
              }`}
              {conversation.startedAt && (
                <>
                  {" · "}
                  <Time at={conversation.startedAt} format="full" />
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
      {problems.map((problem) => <p key={problem} class="field-error">{problem}</p>)}
    </Card>
  );
}

function titleOf({ name, messages, externalId }: Conversation): string {
  return name ?? messages[0]?.content.slice(0, 120) ?? externalId ?? "";
}

function whoOf({ customer }: Conversation): string {
  return customer?.name ?? customer?.email ?? "Somebody";
}
