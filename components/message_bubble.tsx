import { AttachmentList } from "./attachment_list.tsx";
import { Avatar } from "./avatar.tsx";
import { classNames } from "./class_names.ts";
import { Icon } from "./icon.tsx";
import { MessageSources } from "./message_sources.tsx";
import { RichText } from "./rich_text.tsx";
import { Time } from "./time.tsx";
import type { ContactView, DeliveryView, MessageView, SenderType } from "./types.ts";

const sides: Record<SenderType, string> = {
  user: "from-user",
  ai: "from-agent",
  bot: "from-agent",
  human_agent: "from-human",
  system: "from-system",
};

/** The name above a message when the source gave none. */
export function senderName(message: MessageView, customer?: ContactView | null): string {
  if (message.sender_name) return message.sender_name;
  switch (message.sender_type) {
    case "user":
      return customer?.name || customer?.email || "Customer";
    case "ai":
      return "Hissuno agent";
    case "bot":
      return "Bot";
    case "human_agent":
      return "Teammate";
    default:
      return "System";
  }
}

/** Props of {@link MessageBubble}. */
export interface MessageBubbleProps {
  message: MessageView;
  /** The session's contact, for messages without a sender name. */
  customer?: ContactView | null;
  /** Same sender shortly before: name and picture are left out. */
  follows?: boolean;
  /** Where the form posts that has an undelivered message sent again; absent for readers. */
  retryAction?: string;
}

/** One chat message: customer on the left; agent and, distinctly, teammates on the right. */
export function MessageBubble({ message, customer, follows, retryAction }: MessageBubbleProps) {
  const side = sides[message.sender_type];
  const name = senderName(message, customer);
  const streaming = message.state === "streaming";
  if (side === "from-system") {
    return (
      <li class="message from-system" id={message.id} dir="auto">
        <Icon name="info" size={12} />
        {message.content} <Time at={message.created_at} format="time" />
      </li>
    );
  }
  return (
    <li
      class={classNames(
        "message",
        side,
        follows && "follows",
        (message.state === "failed" || message.delivery?.state === "failed") && "failed",
      )}
      id={message.id}
      aria-busy={streaming ? "true" : undefined}
    >
      {!follows && (
        <Avatar
          name={name}
          email={name === senderName({ ...message, sender_name: null }, customer)
            ? customer?.email
            : null}
          kind={side === "from-agent" ? "agent" : "person"}
        />
      )}
      <div class={follows ? "message-head visually-hidden" : "message-head"}>
        <span class="message-sender truncate" dir="auto">{name}</span>
        {side === "from-human" && <span>Team</span>}
        {side === "from-agent" && message.sender_type === "bot" && <span>Bot</span>}
        <Time at={message.created_at} format="time" />
      </div>
      <div class="message-body">
        {message.content && (
          <RichText text={message.content} markdown={message.sender_type === "ai"} />
        )}
        {streaming && (
          <span class="typing" role="img" aria-label={`${name} is writing`}>
            <i />
            <i />
            <i />
          </span>
        )}
      </div>
      {message.sources && message.sources.length > 0 && (
        <div class="message-foot">
          <MessageSources sources={message.sources} />
        </div>
      )}
      {message.attachments && message.attachments.length > 0 && (
        <div class="message-foot">
          <AttachmentList attachments={message.attachments} />
        </div>
      )}
      {message.state === "failed" && (
        <div class="message-foot status" data-status="failed">
          <Icon name="danger" size={12} />Not delivered
        </div>
      )}
      {message.delivery && (
        <Delivery id={message.id} delivery={message.delivery} retryAction={retryAction} />
      )}
    </li>
  );
}

/** How a message fares on its way, and the button to send it again. */
function Delivery({ id, delivery, retryAction }: {
  id: string;
  delivery: DeliveryView;
  retryAction?: string;
}) {
  const { state, text } = delivery;
  if (state !== "failed") {
    return <div class="message-foot delivery">{text}</div>;
  }
  return (
    <div class="message-foot delivery status" data-status="failed">
      <Icon name="danger" size={12} />
      <span>{text}</span>
      {retryAction && (
        <form method="post" action={retryAction}>
          <input type="hidden" name="do" value="resend" />
          <input type="hidden" name="message" value={id} />
          <button type="submit" class="button link small">Retry</button>
        </form>
      )}
    </div>
  );
}
