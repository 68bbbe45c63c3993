import { createDefine } from "fresh";
import type { Role, User } from "../core/access/mod.ts";
import type { Membership } from "../core/access/mod.ts";
import type { Project } from "../core/projects/mod.ts";
import type { Services } from "./services.ts";

/** What pages find in `ctx.state`. */
export interface State {
  services: Services;
  /** The address of whoever sent the request. */
  clientAddress: string;
  requestId: string;
  /** Who is signed in; set below `/projects` and `/account`. */
  user?: User;
  /** The project of the address and the part the person plays in it. */
  project?: Project;
  role?: Role;
  /** How many decisions of reviews wait in the project, counted up to 100. */
  waitingReviews?: number;
  /** How many notifications of that project the person has not read. */
  unreadNotifications?: number;
  /** The person's projects, for the switcher. */
  projects?: Membership[];
}

/** Gives handlers, pages, layouts and middleware their types. */
export const define = createDefine<State>();
