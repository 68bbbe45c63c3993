import type { ComponentChildren } from "preact";
import { AppShell } from "../../components/app_shell.tsx";
import { AuthCard } from "../../components/auth_card.tsx";
import { Banner } from "../../components/banner.tsx";
import { BulkBar } from "../../components/bulk_bar.tsx";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/checkbox.tsx";
import { Composer } from "../../components/composer.tsx";
import { Conversation } from "../../components/conversation.tsx";
import { CopyField } from "../../components/copy_field.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { FilterBar } from "../../components/filter_bar.tsx";
import { Input } from "../../components/input.tsx";
import { LinkButton } from "../../components/link_button.tsx";
import { Menu } from "../../components/menu.tsx";
import { PageHeader } from "../../components/page_header.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { SessionAside } from "../../components/session_aside.tsx";
import { filtersFromQuery } from "../../components/session_filters.ts";
import { SessionTable } from "../../components/session_table.tsx";
import { Split } from "../../components/split.tsx";
import { StatusBadge } from "../../components/status_badge.tsx";
import { TakeoverBadge } from "../../components/takeover_badge.tsx";
import { Timeline } from "../../components/timeline.tsx";
import { Transcript } from "../../components/transcript.tsx";
import type { MessageView, SessionSummary } from "../../components/types.ts";
import * as data from "./data.ts";
import * as hostile from "./hostile_data.ts";
import { Kit } from "./kit.tsx";
import { Settings } from "./settings.tsx";

/** The shell around a page of the gallery. */
export function Shell({ current, children }: { current: string; children: ComponentChildren }) {
  const item = (label: string, icon: Parameters<typeof AppShell>[0]["nav"][number]["icon"]) => ({
    href: `#${label}`,
    label,
    icon,
    current: label === current,
  });
  return (
    <AppShell
      user={{ name: "Priya Raghunathan", email: "priya@example.com" }}
      project={{ id: "p1", name: "Example Cloud" }}
      projects={[
        { id: "p1", name: "Example Cloud", href: "#p1" },
        { id: "p2", name: "A project with a name that is far too long for the menu", href: "#p2" },
      ]}
      newProjectHref="#new"
      nav={[
        { ...item("Feedback", "feedback"), count: 128 },
        item("Knowledge", "knowledge"),
        item("Integrations", "integrations"),
        item("Access", "key"),
        item("Members", "members"),
        item("Settings", "settings"),
      ]}
      theme="system"
      themeAction="#theme"
      signOutAction="#out"
      accountHref="#account"
    >
      {children}
    </AppShell>
  );
}

function List({ sessions, query = "" }: { sessions: SessionSummary[]; query?: string }) {
  return (
    <Shell current="Feedback">
      <PageHeader
        title="Feedback"
        actions={<LinkButton href="#new" variant="primary" icon="plus">New session</LinkButton>}
      />
      <FilterBar
        action="#list"
        filters={filtersFromQuery(new URLSearchParams(query))}
        contactName="Jane Smith"
      />
      {sessions.length === 0
        ? (
          <EmptyState
            compact
            title="No session matches"
            text="Try fewer filters or another word."
            actions={<LinkButton href="#list">Clear filters</LinkButton>}
          />
        )
        : (
          <div class="session-list">
            <SessionTable
              sessions={sessions}
              hrefOf={(session) => `#${session.id}`}
              selectForm="bulk"
              now={data.now}
            />
            <BulkBar id="bulk" action="#bulk">
              <Button type="submit" size="small" icon="tag">Add tag</Button>
              <Button type="submit" size="small" icon="archive">Archive</Button>
            </BulkBar>
            <Pagination nextHref="#next">1–12 of 1,204 sessions</Pagination>
          </div>
        )}
    </Shell>
  );
}

function Session({ children, title }: { children: ComponentChildren; title: string }) {
  return (
    <Shell current="Feedback">
      <PageHeader
        back={{ href: "#list", label: "Feedback" }}
        title={title}
        beside={
          <>
            <StatusBadge status="active" />
            <TakeoverBadge by="Priya" />
          </>
        }
        actions={
          <>
            <Button icon="agent">Hand back</Button>
            <Menu icon="more" label="More actions" align="end" variant="quiet">
              <button type="button" class="menu-item">Rename</button>
              <button type="button" class="menu-item">Close session</button>
              <button type="button" class="menu-item danger">Delete</button>
            </Menu>
          </>
        }
      />
      <Split
        label="Facts"
        aside={
          <SessionAside session={data.detail} now={data.now} takenOverBy="Priya" contactHref="#c" />
        }
      >
        {children}
      </Split>
    </Shell>
  );
}

function Chat({ messages, title }: { messages: MessageView[]; title: string }) {
  return (
    <Session title={title}>
      <Conversation messages={messages} customer={data.detail.contact} now={data.now} />
      <Composer action="#reply" note="You answer as Priya. The agent is silent." />
    </Session>
  );
}

function Welcome() {
  return (
    <Shell current="Feedback">
      <PageHeader title="Feedback" />
      <EmptyState
        title="Your first conversation is one line away"
        text="Every chat, call and ticket of your customers will be listed here, live. Put the widget on a page, or send one through the API."
        actions={
          <>
            <LinkButton href="#new" variant="primary" icon="plus">New session</LinkButton>
            <Button>Fill with sample data</Button>
          </>
        }
      >
        <CopyField
          label="On any page, before </body>"
          text={`<script src="https://feedback.example.com/widget.js" data-project-id="proj_01jq8w4x7e" async></script>`}
        />
        <CopyField
          label="From a terminal"
          text={`curl -X POST "https://feedback.example.com/api/sessions?projectId=proj_01jq8w4x7e" \\\n  -H "Authorization: Bearer hiss_your_api_key" \\\n  -H "Content-Type: application/json" \\\n  -d '{"name": "First", "messages": [{"role": "user", "content": "Hello"}]}'`}
        />
      </EmptyState>
    </Shell>
  );
}

function LogIn() {
  return (
    <AuthCard
      title="Log in"
      text="Welcome back to Example Cloud."
      foot={<>No account? Ask an admin for an invitation.</>}
    >
      <Banner tone="danger">E-mail or password is wrong. Try again or reset the password.</Banner>
      <form class="form" method="post">
        <Input
          label="E-mail"
          name="email"
          type="email"
          value="priya@example"
          autocomplete="username"
          error="Enter a whole address, like name@example.com"
        />
        <Input
          label="Password"
          name="password"
          type="password"
          autocomplete="current-password"
          help="At least 12 characters"
        />
        <Checkbox label="Stay logged in on this device" name="remember" />
        <Button type="submit" variant="primary" wide>Log in</Button>
      </form>
    </AuthCard>
  );
}

const everything =
  "search=export&status=active&source=zendesk&tags=bug,churn_risk&dateFrom=2026-01-01&isHumanTakeover=true&showArchived=1&contactId=c1";

/** Every page of the gallery by name. */
export const pages: Record<string, () => ComponentChildren> = {
  list: () => <List sessions={data.sessions} />,
  filtered: () => <List sessions={data.sessions.slice(0, 4)} query={everything} />,
  nothing: () => <List sessions={[]} query="search=zebra" />,
  hostile_list: () => (
    <List
      sessions={hostile.hostileSessions}
      query={`search=${encodeURIComponent("<b>" + "x".repeat(300))}&status=active`}
    />
  ),
  welcome: () => <Welcome />,
  chat: () => <Chat messages={data.chat} title="Password reset link never arrives" />,
  hostile_chat: () => (
    <Chat messages={hostile.hostileChat} title={`<b>x</b> ${"wide".repeat(70)}`} />
  ),
  meeting: () => (
    <Session title="Quarterly review with Acme Logistics">
      <Transcript messages={data.meeting} />
    </Session>
  ),
  timeline: () => (
    <Session title="Rage clicks on Export">
      <Timeline events={data.events} />
    </Session>
  ),
  settings: () => (
    <Shell current="Access">
      <Settings />
    </Shell>
  ),
  kit: () => (
    <Shell current="Settings">
      <Kit />
    </Shell>
  ),
  log_in: () => <LogIn />,
  open_filter: () => <List sessions={data.sessions} query="tags=bug" />,
  open_account: () => <List sessions={data.sessions} />,
  open_project: () => <List sessions={data.sessions} />,
  open_bulk: () => <List sessions={data.sessions} />,
  open_dialog: () => (
    <Shell current="Access">
      <Settings />
    </Shell>
  ),
  open_more: () => <Chat messages={data.chat} title="Password reset link never arrives" />,
};
