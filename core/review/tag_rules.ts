import { PRAISE_RULES } from "./praise_rules.ts";
import type { TagRule } from "./tag_rule.ts";
import { TROUBLE_RULES } from "./trouble_rules.ts";
import { WISH_RULES } from "./wish_rules.ts";

/** The six built-in tags by what customers say, in English and a little German, Spanish and French. */
export const TAG_RULES: readonly TagRule[] = [...TROUBLE_RULES, ...WISH_RULES, ...PRAISE_RULES];
