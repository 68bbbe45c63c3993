import type { ComponentChildren } from "preact";
import { AnalysisBadge } from "./analysis_badge.tsx";
import { AsideSection } from "./aside_section.tsx";
import { type Fact, FactList, factsOf } from "./fact_list.tsx";
import { Icon } from "./icon.tsx";
import { sourceLabel } from "./labels.ts";
import { Person } from "./person.tsx";
import { safeUrl, urlLabel } from "./safe_url.ts";
import { SourceBadge } from "./source_badge.tsx";
import { StatusBadge } from "./status_badge.tsx";
import { TagList } from "./tag_list.tsx";
import { TakeoverBadge } from "./takeover_badge.tsx";
import { Time } from "./time.tsx";
import type { SessionDetail } from "./types.ts";

/** Props of {@link SessionAside}. */
export interface SessionAsideProps {
  session: SessionDetail;
  /** The present in milliseconds. */
  now?: number;
  /** All sessions of this contact. */
  contactHref?: string | null;
  /** Who took over. */
  takenOverBy?: string | null;
  /** Replace the plain tags by a form to change them. */
  tagsSlot?: ComponentChildren;
  /** Replace the contact by a form to change it. */
  contactSlot?: ComponentChildren;
  /** More sections, after the known ones; they tell of the review, too. */
  children?: ComponentChildren;
}

/** The facts beside a conversation. Sections without facts are left out. */
export function SessionAside(props: SessionAsideProps) {
  const { session, now } = props;
  const metadata = factsOf(session.user_metadata);
  const custom = factsOf(session.custom_fields);
  return (
    <>
      <AsideSection title="Session">
        {session.description && <p class="aside-text" dir="auto">{session.description}</p>}
        <FactList facts={sessionFacts(props)} />
      </AsideSection>
      <AsideSection title="Tags">
        {props.tagsSlot ??
          (session.tags.length > 0
            ? <TagList tags={session.tags} />
            : <span class="subtle text-small">No tags</span>)}
      </AsideSection>
      <AsideSection title="Customer">
        {props.contactSlot ?? <Contact contact={session.contact} href={props.contactHref} />}
      </AsideSection>
      {(session.page_url || session.page_title) && (
        <AsideSection title="Page">
          <Page {...session} />
        </AsideSection>
      )}
      {metadata.length > 0 && (
        <AsideSection title="Metadata">
          <FactList facts={metadata} />
        </AsideSection>
      )}
      {custom.length > 0 && (
        <AsideSection title="Custom fields">
          <FactList facts={custom} />
        </AsideSection>
      )}
      {props.children}
      <AsideSection title="Times">
        <FactList
          facts={[
            { name: "Created", value: <Time at={session.created_at} now={now} /> },
            { name: "Last activity", value: <Time at={session.last_activity_at} now={now} /> },
          ]}
        />
      </AsideSection>
    </>
  );
}

function sessionFacts({ session, takenOverBy, children }: SessionAsideProps): Fact[] {
  const original = safeUrl(session.original_url);
  const facts: Fact[] = [
    {
      name: "Status",
      value: <StatusBadge status={session.status} archived={session.is_archived} />,
    },
    { name: "Source", value: <SourceBadge source={session.source} /> },
  ];
  if (session.is_human_takeover) {
    facts.push({ name: "Answered by", value: <TakeoverBadge by={takenOverBy} /> });
  }
  if (!children) {
    facts.push({ name: "Review", value: <AnalysisBadge status={session.analysis_status} /> });
  }
  if (original) {
    facts.push({
      name: "Original",
      value: (
        <a class="icon-link" href={original} target="_blank" rel="noopener noreferrer">
          {`Open in ${sourceLabel(session.source)}`}
          <Icon name="external" size={12} />
        </a>
      ),
    });
  }
  facts.push({ name: "Id", value: <code class="mono">{session.id}</code> });
  return facts;
}

function Contact({ contact, href }: { contact: SessionDetail["contact"]; href?: string | null }) {
  return (
    <div class="aside-contact">
      <Person contact={contact} />
      {contact?.name && contact.email && (
        <span class="muted text-small truncate">{contact.email}</span>
      )}
      {href && <a class="text-small" href={href}>All their sessions</a>}
    </div>
  );
}

function Page({ page_url, page_title }: SessionDetail) {
  const url = safeUrl(page_url);
  return (
    <div class="aside-contact">
      {page_title && <span dir="auto">{page_title}</span>}
      {url
        ? (
          <a
            class="text-small aside-url"
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
          >
            {urlLabel(url)}
          </a>
        )
        : page_url && <span class="text-small muted">{page_url}</span>}
    </div>
  );
}
