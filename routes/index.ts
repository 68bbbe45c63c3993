import { hasUsers, projectsOfUser } from "../core/access/mod.ts";
import { define } from "../server/state.ts";
import { cookieOf } from "./(_common)/cookies.ts";
import { LAST_PROJECT_COOKIE } from "./(_common)/last_project.ts";

/** No page of its own: leads to set-up, to the log-in, or to the project that was open last. */
export const handler = define.handlers({
  async GET(ctx) {
    const { sql, accounts } = ctx.state.services;
    const visitor = await accounts.userOf(ctx.req);
    if (!visitor) return ctx.redirect(await hasUsers(sql) ? "/login" : "/setup", 303);
    const projects = await projectsOfUser(sql, visitor.user.id);
    const last = cookieOf(ctx.req, LAST_PROJECT_COOKIE);
    const project = projects.find(({ projectId }) => projectId === last) ?? projects[0];
    return ctx.redirect(project ? `/projects/${project.projectId}/feedback` : "/projects/new", 303);
  },
});
