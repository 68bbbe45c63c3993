import type { Role } from "../../core/access/mod.ts";

/** What each role may do, in a sentence. */
export const roleTexts: Record<Role, string> = {
  owner: "Owners may do everything, including making other owners and deleting the project.",
  admin: "Admins also manage keys, integrations, members and settings.",
  member: "Members read, answer and tag conversations and edit the knowledge.",
  viewer: "Viewers read everything and change nothing.",
};

/** The names of the roles, as they begin a line. */
export const roleLabels: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
  viewer: "Viewer",
};
