/** What a member may be, from the most to the least powerful. */
export const roles = ["owner", "admin", "member", "viewer"] as const;

/** The part someone plays in one project. */
export type Role = (typeof roles)[number];

/** What can be done in a project, as far as access is concerned. */
export type Action =
  /** See sessions, contacts, knowledge and settings. */
  | "read"
  /** Create and change sessions, answer, tag, edit knowledge. */
  | "write"
  /** Create and revoke API keys. */
  | "manage_keys"
  /** Connect and disconnect sources, outgoing webhooks. */
  | "manage_integrations"
  /** Erase a customer everywhere, and take out everything there is of one. */
  | "erase_customers"
  /** Invite, remove and change members below owner. */
  | "manage_members"
  /** Name and settings of the project. */
  | "manage_project"
  /** Make and unmake owners, create reset links for members. */
  | "manage_owners"
  /** Delete the project with everything in it. */
  | "delete_project";

const member: readonly Action[] = ["read", "write"];
const admin: readonly Action[] = [
  ...member,
  "manage_keys",
  "manage_integrations",
  "erase_customers",
  "manage_members",
  "manage_project",
];

/** The whole table of rights: nothing else decides what a role may do. */
const rights: Record<Role, ReadonlySet<Action>> = {
  owner: new Set<Action>([...admin, "manage_owners", "delete_project"]),
  admin: new Set(admin),
  member: new Set(member),
  viewer: new Set<Action>(["read"]),
};

/** Whether a role may do something. */
export function can(role: Role, action: Action): boolean {
  return rights[role].has(action);
}

/** Whether `value` is the name of a role. */
export function isRole(value: unknown): value is Role {
  return typeof value === "string" && (roles as readonly string[]).includes(value);
}

/** Whether someone with role `actor` may give `role` to others, or take it from them. */
export function mayAssign(actor: Role, role: Role): boolean {
  return can(actor, role === "owner" ? "manage_owners" : "manage_members");
}
