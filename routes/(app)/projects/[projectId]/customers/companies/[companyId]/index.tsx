import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { Confirm } from "../../../../../../../components/confirm.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { can } from "../../../../../../../core/access/mod.ts";
import { now } from "../../../../../../../core/clock.ts";
import {
  currencyOf,
  deleteCompany,
  issuesOfCustomer,
  listContacts,
  readCompany,
  selectIdentities,
  selectMerges,
  sessionsOfCustomer,
  unmergeCustomers,
} from "../../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../../core/db/mod.ts";
import { define } from "../../../../../../../server/state.ts";
import { formErrors } from "../../../../../../(_common)/form.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { ContactTable } from "../../(_parts)/contact_table.tsx";
import { customFields, FieldFacts } from "../../(_parts)/field_facts.tsx";
import { Merges } from "../../(_parts)/merges.tsx";
import { moneyText, numberText } from "../../(_parts)/numbers.ts";
import { identityLabel } from "../../(_parts)/reasons.ts";
import { CustomerTimeline } from "../../(_parts)/timeline.tsx";

/** How many sessions, issues and contacts the page shows. */
const SHOWN = 25;

async function readAll(sql: Sql, projectId: string, companyId: string) {
  const company = await readCompany(sql, projectId, companyId);
  const { id } = company;
  const [identities, merges, sessions, issues, contacts] = await Promise.all([
    selectIdentities(sql, projectId, "company", id),
    selectMerges(sql, projectId, id),
    sessionsOfCustomer(sql, projectId, "company", id, SHOWN),
    issuesOfCustomer(sql, projectId, "company", id, SHOWN),
    listContacts(sql, projectId, { companyId: id }, { limit: SHOWN }),
  ]);
  return { company, identities, merges, sessions, issues, contacts: contacts.rows };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const data = await readAll(sql, project!.id, ctx.params.companyId!);
    if (data.company.id !== ctx.params.companyId) {
      const address = `/projects/${project!.id}/customers/companies/${data.company.id}`;
      return ctx.redirect(address, 303);
    }
    return page({ ...data, error: null as string | null });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(ctx, "write");
    const id = ctx.params.companyId!;
    const base = `/projects/${project.id}/customers/companies`;
    const setter = { by: "person" as const, who: user.id, name: user.name };
    try {
      switch (form.text("do")) {
        case "unmerge": {
          const backId = await unmergeCustomers(sql, project.id, form.text("merge"), setter);
          return done(ctx, `${base}/${backId}`, "Taken apart: this company is there again.");
        }
        case "delete":
          await deleteCompany(sql, project.id, id);
          return done(ctx, base, "Company deleted. Its contacts stay.");
        default:
          return done(ctx, `${base}/${id}`);
      }
    } catch (thrown) {
      const { form: error } = formErrors(thrown, []);
      return page({ ...await readAll(sql, project.id, id), error }, { status: 400 });
    }
  },
});

/** One company: what is known, its people, what they said. */
export default define.page<typeof handler>(({ data, state }) => {
  const { company, identities, merges, sessions, issues, contacts } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const customers = `${base}/customers`;
  const here = `${customers}/companies/${company.id}`;
  const canWrite = can(state.role!, "write");
  const present = now().getTime();
  const title = company.name ?? company.domain ?? "No name";
  const others = identities.filter(({ value }) => value !== company.domain);
  return (
    <>
      <Head>
        <title>{`${title} · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${customers}/companies`, label: "Companies" }}
        title={title}
        description={company.name && company.domain}
        actions={canWrite && (
          <>
            <LinkButton
              href={`${here}/merge`}
              icon="link"
              label="Merge with another"
              variant="quiet"
            />
            <Confirm
              id="delete-company"
              text="Delete"
              variant="quiet"
              icon="trash"
              title="Delete this company?"
              action={here}
              fields={<input type="hidden" name="do" value="delete" />}
            >
              Its contacts and what they said stay, without it.
            </Confirm>
            <LinkButton href={`${here}/edit`} icon="pencil">Edit</LinkButton>
          </>
        )}
      />
      <div class="page customer-page">
        {data.error && <Banner tone="danger">{data.error}</Banner>}
        <div class="stack">
          <Card
            title={`Contacts (${numberText(company.contact_count)})`}
            flush
            actions={company.contact_count > contacts.length
              ? <a href={`${customers}?companyId=${company.id}`}>Show all</a>
              : canWrite && <a href={`${customers}/new?companyId=${company.id}`}>Add one</a>}
          >
            {contacts.length === 0
              ? <p class="subtle text-small customer-none">Nobody belongs to it yet.</p>
              : <ContactTable rows={contacts} base={customers} now={present} withoutCompany />}
          </Card>
          <CustomerTimeline
            sessions={sessions}
            issues={issues}
            total={company.session_count}
            base={base}
            allHref={`${base}/feedback?companyId=${company.id}&showArchived=true`}
            withContact
            now={present}
          />
        </div>
        <div class="stack">
          <Card
            title="About"
            description="What people and programs set, imports and sources leave alone."
          >
            <FieldFacts
              provenance={company.provenance}
              fields={[
                { field: "name", label: "Name", value: company.name },
                { field: "domain", label: "Domain", value: company.domain },
                { field: "stage", label: "Stage", value: company.stage },
                { field: "plan", label: "Plan", value: company.plan },
                {
                  field: "revenue",
                  label: "Revenue",
                  value: company.revenue === null
                    ? null
                    : `${moneyText(company.revenue, currencyOf(project.settings))} a year`,
                },
                ...others.map(({ kind, value }) => ({
                  field: "",
                  label: identityLabel(kind),
                  value,
                })),
                ...customFields(company.custom_fields),
              ]}
            />
            {company.note && <p class="customer-note" dir="auto">{company.note}</p>}
          </Card>
          <Merges merges={merges} action={here} canWrite={canWrite} now={present} />
        </div>
      </div>
    </>
  );
});
