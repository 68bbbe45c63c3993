import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Checkbox } from "../../components/checkbox.tsx";
import { CopyField } from "../../components/copy_field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Input } from "../../components/input.tsx";
import { PageHeader } from "../../components/page_header.tsx";
import { Select } from "../../components/select.tsx";
import { Table } from "../../components/table.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { Textarea } from "../../components/textarea.tsx";
import { Time } from "../../components/time.tsx";
import { now } from "./data.ts";

const keys = [
  { id: "k1", name: "Importer", prefix: "hiss_9fK2", scope: "Write", used: "2026-03-12T14:02:00Z" },
  {
    id: "k2",
    name: "Read only for the data team's nightly warehouse job",
    prefix: "hiss_Qm71",
    scope: "Read",
    used: null,
  },
];

const scopes = [
  { value: "read", label: "Read" },
  { value: "write", label: "Read and write" },
  { value: "full", label: "Full" },
];

/** A page of forms, tables, banners and a dialog. */
export function Settings() {
  return (
    <>
      <PageHeader
        title="Access"
        description="Keys for the API. Each opens this project only, and can be taken back at once."
        actions={
          <Button variant="primary" icon="plus" command="show-modal" commandfor="new-key">
            New key
          </Button>
        }
      />
      <Tabs
        label="Access"
        tabs={[
          { href: "#keys", label: "API keys", count: 2, current: true },
          { href: "#origins", label: "Allowed origins" },
          { href: "#log", label: "Activity" },
        ]}
      />
      <div class="page narrow">
        <Banner tone="success" title="Key created.">Copy it now: it is not shown again.</Banner>
        <CopyField label="Your new key" text="hiss_Qm71xW0pV2nD8sLtYc4RbJf6HgKz9aEu" />
        <Card flush>
          <Table
            label="API keys"
            rows={keys}
            keyOf={(key) => key.id}
            columns={[
              { title: "Name", cell: (key) => key.name },
              { title: "Key", cell: (key) => <code>{key.prefix}…</code> },
              { title: "Scope", cell: (key) => key.scope },
              { title: "Last used", cell: (key) => <Time at={key.used} now={now} /> },
              {
                title: "Actions",
                hideTitle: true,
                end: true,
                cell: () => <Button variant="danger" size="small">Revoke</Button>,
              },
            ]}
          />
        </Card>
        <Banner title="Sync is paused.">The provider asks us to wait 4 minutes.</Banner>
        <Banner tone="warning" actions={<Button size="small">Test again</Button>}>
          The access token expires in 3 days.
        </Banner>
        <Banner tone="danger" title="Last sync failed.">
          Zendesk answered 401: the token is not valid any more. Enter a new one below.
        </Banner>
        <Card
          title="Zendesk"
          description="Solved and closed tickets, every six hours."
          actions={<Button size="small" icon="refresh">Sync now</Button>}
          foot={
            <>
              <Button>Cancel</Button>
              <Button type="submit" variant="primary">Save</Button>
            </>
          }
        >
          <div class="form">
            <div class="form-row">
              <Input
                label="Subdomain"
                name="subdomain"
                value="example"
                help="The part before .zendesk.com"
              />
              <Select
                label="Frequency"
                name="frequency"
                value="6h"
                options={[{ value: "1h", label: "Every hour" }, {
                  value: "6h",
                  label: "Every 6 hours",
                }]}
              />
            </div>
            <Input
              label="API token"
              name="token"
              type="password"
              error="Enter a token: the saved one was refused"
              optional
            />
            <Textarea
              label="Allowed origins"
              name="origins"
              optional
              mono
              help="One per line. Empty allows every page."
              placeholder="https://app.example.com"
            />
            <Input label="Read-only" name="ro" value="cannot be changed" readOnly />
            <Input label="Disabled" name="dis" value="not now" disabled />
            <Checkbox
              label="Capture only threads with people from outside"
              name="external"
              checked
              help="Threads among the team are left alone."
            />
            <Checkbox label="Answer in this channel" name="answer" error="Choose a channel first" />
            <Checkbox type="radio" id="r1" label="Passive" name="mode" checked />
            <Checkbox type="radio" id="r2" label="Interactive" name="mode" />
          </div>
        </Card>
        <Card title="Runs">
          <EmptyState compact title="No runs yet" text="The first one starts when you save." />
        </Card>
      </div>
      <Dialog
        id="new-key"
        title="New API key"
        actions={
          <>
            <Button command="close" commandfor="new-key">Cancel</Button>
            <Button type="submit" variant="primary">Create key</Button>
          </>
        }
      >
        <Input label="Name" name="key-name" placeholder="What uses it" />
        <Select label="Scope" name="scope" value="write" options={scopes} />
      </Dialog>
    </>
  );
}
