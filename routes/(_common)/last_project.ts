/** The cookie that remembers which project was open last. */
export const LAST_PROJECT_COOKIE = "hissuno_project";
