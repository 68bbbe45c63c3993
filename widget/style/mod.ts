import composer from "./composer.css" with { type: "text" };
import conversation from "./conversation.css" with { type: "text" };
import markdown from "./markdown.css" with { type: "text" };
import panel from "./panel.css" with { type: "text" };

/** The style sheet of the panel; the build makes it small. */
export default panel + conversation + markdown + composer;
