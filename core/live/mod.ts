/** Following what happens, as it happens. */
export { type ConversationNews, followConversation } from "./conversation.ts";
export { followProject } from "./project.ts";
