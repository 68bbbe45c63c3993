import { listMembers, projectsOfUser } from "../core/access/mod.ts";
import { findProject } from "../core/projects/mod.ts";
import type { ApiContext } from "./context.ts";

/** `GET /api/projects`: of a key its own, of a person all they belong to, with their role. */
export async function getProjects(c: ApiContext): Promise<Response> {
  const { caller, services: { sql } } = c.var;
  if (caller.kind === "person") {
    const memberships = await projectsOfUser(sql, caller.user.id);
    const projects = memberships.map(({ projectId, projectName, role }) => ({
      id: projectId,
      name: projectName,
      role,
    }));
    return c.json({ projects });
  }
  const project = await findProject(sql, caller.key.projectId);
  return c.json({ projects: project ? [{ id: project.id, name: project.name, role: null }] : [] });
}

/** `GET` of who belongs to the project: owners first, then by name. */
export async function getMembers(c: ApiContext): Promise<Response> {
  const members = await listMembers(c.var.services.sql, c.var.projectId);
  return c.json({
    members: members.map(({ userId, name, email, role, deactivatedAt, createdAt }) => ({
      id: userId,
      name,
      email,
      role,
      is_active: deactivatedAt === null,
      created_at: createdAt,
    })),
  });
}
