import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Avatar } from "../../../../../../components/avatar.tsx";
import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Menu } from "../../../../../../components/menu.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import {
  countSessionsBy,
  dismissPair,
  issuesOfCustomer,
  readContact,
  selectIdentities,
  selectMerges,
  selectSuggestions,
  sessionsOfCustomer,
  splitIdentity,
  unmergeCustomers,
} from "../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { customFields, FieldFacts } from "../(_parts)/field_facts.tsx";
import { Identities } from "../(_parts)/identities.tsx";
import { Merges } from "../(_parts)/merges.tsx";
import { Suggestions } from "../(_parts)/suggestions.tsx";
import { CustomerTimeline } from "../(_parts)/timeline.tsx";

/** How many sessions and issues the page shows. */
const SHOWN = 25;

async function readAll(sql: Sql, projectId: string, contactId: string) {
  const contact = await readContact(sql, projectId, contactId);
  const { id } = contact;
  const [identities, suggestions, merges, sessions, issues] = await Promise.all([
    selectIdentities(sql, projectId, "contact", id),
    selectSuggestions(sql, projectId, id),
    selectMerges(sql, projectId, id),
    sessionsOfCustomer(sql, projectId, "contact", id, SHOWN),
    issuesOfCustomer(sql, projectId, "contact", id, SHOWN),
  ]);
  const amounts = await Promise.all(
    identities.map((identity) => countSessionsBy(sql, projectId, id, identity)),
  );
  return { contact, identities, amounts, suggestions, merges, sessions, issues };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const data = await readAll(sql, project!.id, ctx.params.contactId!);
    // Merged into another one since the link was made.
    if (data.contact.id !== ctx.params.contactId) {
      return ctx.redirect(`/projects/${project!.id}/customers/${data.contact.id}`, 303);
    }
    return page({ ...data, error: null as string | null });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(ctx, "write");
    const id = ctx.params.contactId!;
    const base = `/projects/${project.id}/customers`;
    const setter = { by: "person" as const, who: user.id, name: user.name };
    try {
      switch (form.text("do")) {
        case "split": {
          const identity = { kind: form.text("kind"), value: form.text("value") };
          const otherId = await splitIdentity(sql, project.id, id, identity, setter);
          return done(ctx, `${base}/${otherId}`, "Split off: this is a contact of its own now.");
        }
        case "unmerge": {
          const backId = await unmergeCustomers(sql, project.id, form.text("merge"), setter);
          return done(ctx, `${base}/${backId}`, "Taken apart: this contact is there again.");
        }
        case "dismiss":
          await dismissPair(sql, project.id, id, form.text("other"), user.id, now());
          return done(ctx, `${base}/${id}`, "Noted: they are two people.");
        default:
          return done(ctx, `${base}/${id}`);
      }
    } catch (thrown) {
      const { form: error } = formErrors(thrown, []);
      const data = await readAll(sql, project.id, id);
      return page({ ...data, error }, { status: 400 });
    }
  },
});

/** One person: what is known, why, who they may be, what they said. */
export default define.page<typeof handler>(({ data, state }) => {
  const { contact, identities, amounts, suggestions, merges, sessions, issues } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const customers = `${base}/customers`;
  const here = `${customers}/${contact.id}`;
  const canWrite = can(state.role!, "write");
  const canErase = can(state.role!, "erase_customers");
  const present = now().getTime();
  const title = contact.name ?? contact.email ?? "No name";
  return (
    <>
      <Head>
        <title>{`${title} · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: customers, label: "Contacts" }}
        title={
          <span class="customer-title">
            <Avatar name={contact.name} email={contact.email} />
            <span>{title}</span>
          </span>
        }
        description={contact.title}
        actions={(canWrite || canErase) && (
          <>
            {canWrite && <LinkButton href={`${here}/edit`} icon="pencil">Edit</LinkButton>}
            <Menu icon="more" label="More actions" align="end" variant="quiet">
              {canWrite && (
                <a class="menu-item" href={`${here}/merge`}>
                  <Icon name="link" size={14} />Merge with another…
                </a>
              )}
              {canErase && (
                <>
                  <a class="menu-item" href={`${here}/export`} download>
                    <Icon name="attachment" size={14} />Export everything
                  </a>
                  <hr class="menu-line" />
                  <a class="menu-item danger" href={`${here}/erase`}>
                    <Icon name="trash" size={14} />Erase this person…
                  </a>
                </>
              )}
            </Menu>
          </>
        )}
      />
      <div class="page customer-page">
        {data.error && <Banner tone="danger">{data.error}</Banner>}
        <div class="stack">
          <CustomerTimeline
            sessions={sessions}
            issues={issues}
            total={contact.session_count}
            base={base}
            allHref={`${base}/feedback?contactId=${contact.id}&showArchived=true`}
            now={present}
          />
        </div>
        <div class="stack">
          <Card
            title="About"
            description="What people and programs set, imports and sources leave alone."
          >
            <FieldFacts
              provenance={contact.provenance}
              fields={[
                { field: "name", label: "Name", value: contact.name },
                { field: "email", label: "E-mail", value: contact.email },
                { field: "phone", label: "Phone", value: contact.phone },
                { field: "title", label: "Title", value: contact.title },
                {
                  field: "company_id",
                  label: "Company",
                  value: contact.company && (
                    <a href={`${customers}/companies/${contact.company.id}`}>
                      {contact.company.name ?? "No name"}
                    </a>
                  ),
                },
                ...customFields(contact.custom_fields),
              ]}
            />
            {contact.note && <p class="customer-note" dir="auto">{contact.note}</p>}
          </Card>
          <Suggestions
            suggestions={suggestions}
            base={customers}
            contactId={contact.id}
            canWrite={canWrite}
          />
          <Identities
            identities={identities}
            sessions={amounts}
            action={here}
            canWrite={canWrite}
          />
          <Merges merges={merges} action={here} canWrite={canWrite} now={present} />
        </div>
      </div>
    </>
  );
});
