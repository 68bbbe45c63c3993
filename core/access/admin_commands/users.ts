import { transaction } from "../../db/mod.ts";
import { randomToken } from "../../id.ts";
import { addUser } from "../accounts.ts";
import { selectUsers, type User } from "../accounts_sql.ts";
import { checkRole } from "../members.ts";
import { insertMember } from "../members_sql.ts";
import { roles } from "../roles.ts";
import type { AccessContext } from "../setup.ts";
import { type Command, day, type Flags, table, usage } from "./command.ts";
import { chosenProject } from "./projects.ts";

const emailFlag = {
  name: "email",
  value: "ADDRESS",
  meaning: "their e-mail address",
  required: true,
};
const passwordFlag = {
  name: "password",
  value: "PASSWORD",
  meaning: "at least 10 characters; made up and shown once when left out",
};
const projectFlag = {
  name: "project",
  value: "ID",
  meaning: "id or name of a project they become a member of",
};
const roleFlag = {
  name: "role",
  value: "ROLE",
  meaning: `${roles.join(", ")}; member when left out`,
};

async function chosenUser({ accounts }: AccessContext, flags: Flags): Promise<User> {
  const user = await accounts.findUser(flags.email!);
  if (!user) throw usage("email", "Nobody has an account with this address. See user:list.");
  return user;
}

/** The line that shows a password we made up, and nothing for one that was given. */
function shownOnce(flags: Flags, password: string): string {
  return flags.password === undefined
    ? `\n\n  ${password}\n\nThis password is shown this once. Ask them to change it.`
    : "";
}

const create: Command = {
  name: "user:create",
  summary: "create an account",
  flags: [
    emailFlag,
    { name: "name", value: "NAME", meaning: "how they are called", required: true },
    passwordFlag,
    projectFlag,
    roleFlag,
  ],
  async run({ sql, accounts }, flags, at) {
    if (flags.role !== undefined && flags.project === undefined) {
      throw usage("role", "A role belongs to a project. Give --project ID as well.");
    }
    const role = checkRole(flags.role ?? "member");
    const project = flags.project === undefined ? null : await chosenProject(sql, flags.project);
    const password = flags.password ?? randomToken(15);
    const prepared = await accounts.prepareUser({
      email: flags.email!,
      name: flags.name!,
      password,
    });
    const user = await transaction(sql, async (tx) => {
      const added = await addUser(tx, prepared, at);
      if (project) await insertMember(tx, project.id, added.id, role, at);
      return added;
    });
    const place = project ? `, ${role} of project "${project.name}"` : "";
    return {
      text: `Created account ${user.email}${place}.${shownOnce(flags, password)}`,
      data: {
        id: user.id,
        email: user.email,
        name: user.name,
        ...(project ? { project_id: project.id, role } : {}),
        ...(flags.password === undefined ? { password } : {}),
      },
    };
  },
};

const join: Command = {
  name: "user:join",
  summary: "make someone with an account a member of a project",
  flags: [emailFlag, { ...projectFlag, required: true }, roleFlag],
  async run(context, flags, at) {
    const role = checkRole(flags.role ?? "member");
    const project = await chosenProject(context.sql, flags.project!);
    const user = await chosenUser(context, flags);
    if (!await insertMember(context.sql, project.id, user.id, role, at)) {
      throw usage("email", `${user.email} is a member of "${project.name}" already.`);
    }
    return {
      text: `${user.email} is ${role} of project "${project.name}".`,
      data: { id: user.id, email: user.email, project_id: project.id, role },
    };
  },
};

const resetPassword: Command = {
  name: "user:reset-password",
  summary: "set someone's password and end all their sign-ins",
  flags: [emailFlag, passwordFlag],
  async run(context, flags, at) {
    const user = await chosenUser(context, flags);
    const password = flags.password ?? randomToken(15);
    await context.accounts.setPassword({ userId: user.id, password }, context.sql, at);
    return {
      text: `${user.email} has a new password and is signed out everywhere.` +
        shownOnce(flags, password),
      data: {
        id: user.id,
        email: user.email,
        ...(flags.password === undefined ? { password } : {}),
      },
    };
  },
};

const list: Command = {
  name: "user:list",
  summary: "list the accounts",
  flags: [],
  async run({ sql }) {
    const users = await selectUsers(sql);
    const rows = users.map((
      user,
    ) => [user.id, user.email, String(user.projects), day(user.createdAt), user.name]);
    return {
      text: rows.length === 0
        ? "No accounts yet. Open the set-up link that the server prints, or use user:create."
        : table(["ID", "E-MAIL", "PROJECTS", "CREATED", "NAME"], rows),
      data: users.map((user) => ({
        id: user.id,
        email: user.email,
        name: user.name,
        projects: user.projects,
        created_at: user.createdAt.toISOString(),
      })),
    };
  },
};

/** The commands about people. */
export const userCommands: Command[] = [create, join, resetPassword, list];
