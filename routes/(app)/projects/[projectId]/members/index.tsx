import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { Card } from "../../../../../components/card.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import {
  can,
  type Invitation,
  listInvitations,
  listMembers,
  type Role,
  roles,
} from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { define, type State } from "../../../../../server/state.ts";
import { publicAddress } from "../../../../(_common)/address.ts";
import type { FormErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { entryHeaders as headers } from "../../../../(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { changeMembers } from "./(_parts)/changes.ts";
import { InvitationTable } from "./(_parts)/invitation_table.tsx";
import { InviteForm } from "./(_parts)/invite_form.tsx";
import { type HandOver, HandOverCard } from "./(_parts)/hand_over.tsx";
import { MemberTable } from "./(_parts)/member_table.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await read(ctx, {}));
  },

  async POST(ctx) {
    // Everybody may leave; what else somebody may do here is checked by each change.
    const { form, project, services, user } = await readProjectForm(ctx, "read");
    const base = `/projects/${project.id}/members`;
    const typed = { email: form.text("email"), role: form.text("role") };
    try {
      const change = await changeMembers(services.sql, project.id, user, form);
      if (change.left) return done(ctx, "/", `You left ${project.name}.`);
      if (!change.handOver) return done(ctx, base, change.notice);
      return page(await read(ctx, { handOver: change.handOver }), { headers });
    } catch (thrown) {
      const fields = form.text("do") === "invite" ? ["email", "role"] : [];
      const { errors, init } = failedForm(thrown, fields);
      return page(await read(ctx, { errors, typed }), init);
    }
  },
});

/** Who belongs to the project, as what, and who is invited. */
export default define.page<typeof handler>(({ data, state, req }) => {
  const { members, invitations, handOver, errors, typed } = data;
  const project = state.project!;
  const user = state.user!;
  const role = state.role!;
  const canManage = can(role, "manage_members");
  const given = roles.filter((one) => one !== "owner" || can(role, "manage_owners"));
  const isAboutInvitation = Object.keys(errors.fields).length > 0;
  return (
    <>
      <Head>
        <title>{`Members · ${project.name}`}</title>
      </Head>
      <PageHeader
        title="Members"
        description="People of your team who work in this project."
      />
      <div class="page medium people">
        {handOver && <HandOverCard handOver={handOver} address={publicAddress(req, state)} />}
        {errors.form && !isAboutInvitation && <Banner tone="danger">{errors.form}</Banner>}
        {canManage && (
          <Card
            title="Invite somebody"
            description="You get a link to send, since Hissuno sends no mail. It is good for a week, once, for that address."
          >
            <InviteForm typed={typed} errors={errors} given={given} />
          </Card>
        )}
        <Card flush>
          <MemberTable
            members={members}
            actor={{ id: user.id, role }}
            given={given}
            now={data.now}
          />
        </Card>
        {invitations.length > 0 && (
          <Card flush title={`Open invitations (${invitations.length})`}>
            <InvitationTable invitations={invitations} given={given} now={data.now} />
          </Card>
        )}
      </div>
    </>
  );
});

interface Outcome {
  handOver?: HandOver;
  errors?: FormErrors;
  typed?: { email: string; role: string };
}

async function read(ctx: Context<State>, outcome: Outcome) {
  const { services: { sql }, project, role } = ctx.state;
  const canManage = can(role as Role, "manage_members");
  const [members, invitations] = await Promise.all([
    listMembers(sql, project!.id),
    canManage ? listInvitations(sql, project!.id) : Promise.resolve<Invitation[]>([]),
  ]);
  return {
    members,
    invitations,
    handOver: outcome.handOver ?? null,
    errors: outcome.errors ?? noErrors,
    typed: outcome.typed ?? { email: "", role: "member" },
    now: now().getTime(),
  };
}
