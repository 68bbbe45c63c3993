import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import {
  companyName,
  companyValues,
  CONTACT_SORTS,
  listContacts,
} from "../../../../../core/customers/mod.ts";
import { AppError } from "../../../../../core/errors.ts";
import { define } from "../../../../../server/state.ts";
import { ContactTable } from "./(_parts)/contact_table.tsx";
import { CustomerFilters } from "./(_parts)/customer_filters.tsx";
import { activeCustomerFilters, queryWith, readCustomerQuery } from "./(_parts)/list_query.ts";
import { totalText } from "./(_parts)/numbers.ts";
import { CustomerTabs } from "./(_parts)/tabs.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const { filter, sort, cursor } = readCustomerQuery(ctx.url, CONTACT_SORTS);
    const list = (cursor: string | null) =>
      listContacts(sql, project!.id, filter, { sort, cursor });
    const [contacts, plans, stages, company] = await Promise.all([
      list(cursor).catch((error) => {
        if (!cursor || !(error instanceof AppError)) throw error;
        return list(null);
      }),
      companyValues(sql, project!.id, "plan"),
      companyValues(sql, project!.id, "stage"),
      filter.companyId ? companyName(sql, project!.id, filter.companyId) : null,
    ]);
    return page({ contacts, filter, sort, plans, stages, company });
  },
});

/** The people a project talks to. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { contacts, filter, sort, plans, stages, company } = data;
  const base = `/projects/${state.project!.id}/customers`;
  const canWrite = can(state.role!, "write");
  const active = activeCustomerFilters(url, filter, company);
  const isEmpty = contacts.rows.length === 0 && active.length === 0;
  return (
    <>
      <Head>
        <title>{`Contacts · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Customers"
        description="Who the conversations are with, across all sources."
        actions={canWrite && (
          <>
            {can(state.role!, "erase_customers") && (
              <LinkButton href={`${base}/erasures`} variant="quiet" class="wide-only">
                Erasures
              </LinkButton>
            )}
            <LinkButton href={`${base}/import`}>Import</LinkButton>
            <LinkButton href={`${base}/new`} variant="primary" icon="plus">Add contact</LinkButton>
          </>
        )}
      />
      <CustomerTabs base={base} current="contacts" />
      {isEmpty
        ? (
          <EmptyState
            title="Nobody has come by yet"
            text="Contacts appear by themselves as conversations arrive. The same e-mail address, your own user id or a source's id is the same person. You can also import a list."
            actions={canWrite && <LinkButton href={`${base}/import`}>Import a list</LinkButton>}
          />
        )
        : (
          <>
            <CustomerFilters
              action={base}
              what="Search name, e-mail, company"
              filter={filter}
              sort={sort}
              sorts={CONTACT_SORTS}
              plans={plans}
              stages={stages}
              active={active}
            />
            {contacts.rows.length === 0
              ? (
                <EmptyState
                  compact
                  title="No contact matches"
                  text="Search looks at the beginnings of words. Take a filter away, or try fewer letters."
                />
              )
              : <ContactTable rows={contacts.rows} base={base} now={now().getTime()} />}
            <Pagination
              previousHref={contacts.previousCursor &&
                base + queryWith(url, { cursor: contacts.previousCursor })}
              nextHref={contacts.nextCursor &&
                base + queryWith(url, { cursor: contacts.nextCursor })}
            >
              {totalText(contacts.total, contacts.isTotalExact, "contact", "contacts")}
            </Pagination>
          </>
        )}
    </>
  );
});
