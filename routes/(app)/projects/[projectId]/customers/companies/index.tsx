import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../components/button.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Menu } from "../../../../../../components/menu.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../../components/pagination.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import {
  COMPANY_SORTS,
  companyValues,
  currencyOf,
  listCompanies,
  setCurrency,
} from "../../../../../../core/customers/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { CompanyTable } from "../(_parts)/company_table.tsx";
import { CustomerFilters } from "../(_parts)/customer_filters.tsx";
import { activeCustomerFilters, queryWith, readCustomerQuery } from "../(_parts)/list_query.ts";
import { totalText } from "../(_parts)/numbers.ts";
import { CustomerTabs } from "../(_parts)/tabs.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const { filter: { companyId: _none, ...filter }, sort, cursor } = readCustomerQuery(
      ctx.url,
      COMPANY_SORTS,
    );
    const list = (cursor: string | null) =>
      listCompanies(sql, project!.id, filter, { sort, cursor });
    const [companies, plans, stages] = await Promise.all([
      list(cursor).catch((error) => {
        if (!cursor || !(error instanceof AppError)) throw error;
        return list(null);
      }),
      companyValues(sql, project!.id, "plan"),
      companyValues(sql, project!.id, "stage"),
    ]);
    return page({ companies, filter, sort, plans, stages });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "manage_project");
    const base = `/projects/${project.id}/customers/companies`;
    try {
      await setCurrency(sql, project.id, form.text("currency"));
    } catch (thrown) {
      const { form: problem, fields } = formErrors(thrown, ["currency"]);
      return done(ctx, base, fields.currency ?? problem ?? "The currency was not saved.");
    }
    return done(ctx, base, "Currency saved.");
  },
});

/** The companies a project's people belong to. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { companies, filter, sort, plans, stages } = data;
  const root = `/projects/${state.project!.id}/customers`;
  const base = `${root}/companies`;
  const canWrite = can(state.role!, "write");
  const currency = currencyOf(state.project!.settings);
  const active = activeCustomerFilters(url, filter, null);
  const isEmpty = companies.rows.length === 0 && active.length === 0;
  return (
    <>
      <Head>
        <title>{`Companies · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Customers"
        description="What companies ask for, and what they are worth."
        actions={canWrite && (
          <>
            {can(state.role!, "manage_project") && (
              <Menu
                text={`Revenue in ${currency}`}
                iconEnd="chevronDown"
                variant="quiet"
                align="end"
              >
                <form method="post" action={base} class="menu-form">
                  <Input
                    label="Currency of revenues"
                    name="currency"
                    value={currency}
                    maxLength={3}
                    help="Three letters, such as EUR. Amounts stay as they are."
                  />
                  <Button type="submit" variant="primary" size="small" wide>Save</Button>
                </form>
              </Menu>
            )}
            <LinkButton href={`${root}/import`}>Import</LinkButton>
            <LinkButton href={`${base}/new`} variant="primary" icon="plus">Add company</LinkButton>
          </>
        )}
      />
      <CustomerTabs base={root} current="companies" />
      {isEmpty
        ? (
          <EmptyState
            title="No companies yet"
            text="Companies come with imports and with sources that name them. A contact belongs to one."
            actions={canWrite && <LinkButton href={`${root}/import`}>Import a list</LinkButton>}
          />
        )
        : (
          <>
            <CustomerFilters
              action={base}
              what="Search name or domain"
              filter={filter}
              sort={sort}
              sorts={COMPANY_SORTS}
              plans={plans}
              stages={stages}
              active={active}
            />
            {companies.rows.length === 0
              ? (
                <EmptyState
                  compact
                  title="No company matches"
                  text="Search looks at the beginnings of words. Take a filter away, or try fewer letters."
                />
              )
              : (
                <CompanyTable
                  rows={companies.rows}
                  base={base}
                  currency={currency}
                  now={now().getTime()}
                />
              )}
            <Pagination
              previousHref={companies.previousCursor &&
                base + queryWith(url, { cursor: companies.previousCursor })}
              nextHref={companies.nextCursor &&
                base + queryWith(url, { cursor: companies.nextCursor })}
            >
              {totalText(companies.total, companies.isTotalExact, "company", "companies")}
            </Pagination>
          </>
        )}
    </>
  );
});
