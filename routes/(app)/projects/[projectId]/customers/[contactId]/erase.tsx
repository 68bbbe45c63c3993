import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { eraseContact, readContact } from "../../../../../../core/customers/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { numberText } from "../(_parts)/numbers.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const projectId = project!.id;
    await requireAction(sql, { projectId, userId: user!.id, action: "erase_customers" });
    const contact = await readContact(sql, projectId, ctx.params.contactId!);
    return page({ contact, error: null as string | null });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, user } = await readProjectForm(
      ctx,
      "erase_customers",
    );
    const id = ctx.params.contactId!;
    const choice = form.text("conversations");
    if ((choice !== "delete" && choice !== "anonymise") || form.text("sure") !== "yes") {
      const contact = await readContact(sql, project.id, id);
      const error = "Choose what becomes of the conversations, and tick that you are sure.";
      return page({ contact, error }, { status: 400 });
    }
    const { id: record } = await eraseContact(sql, project.id, id, choice, user.id);
    return done(
      ctx,
      `/projects/${project.id}/customers/erasures`,
      `The person was erased. Record ${record}.`,
    );
  },
});

/** Asks before a person is gone everywhere. */
export default define.page<typeof handler>(({ data: { contact, error }, state }) => {
  const back = `/projects/${state.project!.id}/customers/${contact.id}`;
  return (
    <>
      <Head>
        <title>{`Erase a person · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: "Contact" }} title="Erase this person?" />
      <form method="post" action={`${back}/erase`} class="page narrow">
        {error && <Banner tone="danger">{error}</Banner>}
        <Card>
          <p>
            <strong dir="auto">{contact.name ?? contact.email ?? contact.id}</strong>{" "}
            will be gone from this project for good: the contact, all addresses and ids, and every
            mention of their addresses in other conversations, events, imports and records. Backups
            of your database are not touched.
          </p>
          <p class="muted text-small">
            Somebody may ask for their data before:{" "}
            <a href={`${back}/export`}>export everything</a>.
          </p>
        </Card>
        <Card
          title={contact.session_count === 1
            ? "The conversation"
            : `The ${numberText(contact.session_count)} conversations`}
        >
          <Checkbox
            type="radio"
            name="conversations"
            id="conversations-delete"
            value="delete"
            label="Delete them"
            checked
            help="What they said is gone, also where it is the evidence of an issue."
          />
          <Checkbox
            type="radio"
            name="conversations"
            id="conversations-anonymise"
            value="anonymise"
            label="Keep them without the person"
            help="Names, addresses, numbers and ids of this person are taken out of the texts. What people wrote about themselves in other words stays: read them through if that matters."
          />
        </Card>
        <Card>
          <Checkbox
            name="sure"
            id="field-sure"
            value="yes"
            label="I am sure. This cannot be undone."
          />
          <div class="actions">
            <Button type="submit" variant="danger" icon="trash">Erase for good</Button>
            <LinkButton href={back}>Keep</LinkButton>
          </div>
        </Card>
      </form>
    </>
  );
});
