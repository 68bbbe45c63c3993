import { roleOf } from "../../../../core/access/mod.ts";
import { notFound } from "../../../../core/errors.ts";
import { unreadCount } from "../../../../core/notifications/mod.ts";
import { findProject } from "../../../../core/projects/mod.ts";
import { waitingDecisions } from "../../../../core/review/mod.ts";
import { define } from "../../../../server/state.ts";
import { cookieLine, cookieOf } from "../../../(_common)/cookies.ts";
import { LAST_PROJECT_COOKIE } from "../../../(_common)/last_project.ts";

/** From here on the sidebar says only that there are many. */
const MANY = 100;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Opens the project of the address for its members; for everybody else it does not exist. */
const member = define.middleware(async (ctx) => {
  const { sql } = ctx.state.services;
  const projectId = ctx.params.projectId ?? "";
  const [project, role, waiting, unread] = await Promise.all([
    findProject(sql, projectId),
    roleOf(sql, projectId, ctx.state.user!.id),
    waitingDecisions(sql, projectId, MANY),
    unreadCount(sql, projectId, ctx.state.user!.id),
  ]);
  if (!project || !role) throw notFound("Project");
  ctx.state.project = project;
  ctx.state.role = role;
  ctx.state.waitingReviews = waiting;
  ctx.state.unreadNotifications = unread;
  const answer = await ctx.next();
  if (cookieOf(ctx.req, LAST_PROJECT_COOKIE) !== projectId) {
    answer.headers.append(
      "set-cookie",
      cookieLine(ctx.req, LAST_PROJECT_COOKIE, projectId, YEAR_SECONDS),
    );
  }
  return answer;
});

export default [member];
