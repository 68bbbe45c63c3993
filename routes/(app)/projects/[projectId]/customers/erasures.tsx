import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/card.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Table } from "../../../../../components/table.tsx";
import { Time } from "../../../../../components/time.tsx";
import { listMembers, requireAction } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { selectErasures } from "../../../../../core/customers/mod.ts";
import { define } from "../../../../../server/state.ts";
import { numberText } from "./(_parts)/numbers.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "erase_customers" });
    const [erasures, members] = await Promise.all([
      selectErasures(sql, projectId),
      listMembers(sql, projectId),
    ]);
    return page({ erasures, names: new Map(members.map(({ userId, name }) => [userId, name])) });
  },
});

/** The records of who was erased, without who it was. */
export default define.page<typeof handler>(({ data: { erasures, names }, state }) => {
  const base = `/projects/${state.project!.id}/customers`;
  const present = now().getTime();
  return (
    <>
      <Head>
        <title>{`Erasures · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Contacts" }}
        title="Erasures"
        description="Proof that it was done: who, when, how much. Nothing about the person."
      />
      {erasures.length === 0
        ? <EmptyState title="Nobody was erased" text="A contact's page has it among its actions." />
        : (
          <div class="page">
            <Card flush>
              <Table
                label="Erasures"
                rows={erasures}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: "When",
                    cell: ({ erased_at }) => <Time at={erased_at} now={present} format="full" />,
                  },
                  { title: "By", cell: ({ erased_by }) => names.get(erased_by) ?? erased_by },
                  {
                    title: "Conversations",
                    cell: ({ conversations, counts }) =>
                      `${numberText(counts.sessions ?? 0)} ${
                        conversations === "delete" ? "deleted" : "anonymised"
                      }`,
                  },
                  {
                    title: "Messages",
                    number: true,
                    cell: ({ counts }) => numberText(counts.messages ?? 0),
                  },
                  {
                    title: "Copies elsewhere",
                    number: true,
                    cell: ({ counts }) =>
                      numberText(
                        (counts.mentions ?? 0) + (counts.import_rows ?? 0) + (counts.merges ?? 0) +
                          (counts.stored_answers ?? 0) + (counts.other_texts ?? 0),
                      ),
                  },
                  {
                    title: "Record",
                    cell: ({ id, record_hash }) => (
                      <span class="field-fact">
                        <code class="mono">{id}</code>
                        <code class="mono subtle" title={record_hash}>
                          {record_hash.slice(0, 16)}
                        </code>
                      </span>
                    ),
                  },
                ]}
              />
            </Card>
            <p class="muted text-small">
              Each record's hash covers the one before it, so that none can be changed or left out
              unseen. The subject's hash is SHA-256 of the project's id, a line end and the
              contact's id: whoever kept the id can find the record in the API.
            </p>
          </div>
        )}
    </>
  );
});
