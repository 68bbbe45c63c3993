/** What decides whether somebody is from outside, as `users.info` tells it. */
export interface Standing {
  teamId: string | null;
  /** The organisation of their Enterprise Grid. */
  enterpriseId: string | null;
  /** Workspaces of their organisation they are in. */
  teams: string[];
  /** Slack's `is_stranger`; false also for people of other companies who share a channel with us. */
  isStranger: boolean;
  /** A guest of one or several channels. */
  isGuest: boolean;
}

/**
 * Whether somebody is from outside: of another workspace that is not of our organisation, a guest,
 * or a stranger. It does not matter which side a shared channel was made on.
 */
export function isExternal(
  who: Standing,
  us: { teamId: string; enterpriseId: string | null },
): boolean {
  if (who.isStranger || who.isGuest) return true;
  if (who.teamId === us.teamId || who.teams.includes(us.teamId)) return false;
  // Members of a Grid may carry the organisation's id in the place of a workspace's.
  const isSister = us.enterpriseId !== null &&
    (who.enterpriseId === us.enterpriseId || who.teamId === us.enterpriseId);
  return !isSister;
}
