/** `Knowledge sources` or `product_scope_id` as `KnowledgeSources`, `ProductScopeId`. */
export function pascalCase(text: string): string {
  return text.split(/[^A-Za-z0-9]+/).filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}

/** `Knowledge sources` or `product_scope_id` as `knowledgeSources`, `productScopeId`. */
export function camelCase(text: string): string {
  const name = pascalCase(text);
  return name[0]!.toLowerCase() + name.slice(1);
}

/** `SessionBulkCreate` as `session_bulk_create`. */
export function snakeCase(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(
    /[^A-Za-z0-9]+/g,
    "_",
  ).toLowerCase();
}

function singular(noun: string): string {
  if (noun.endsWith("ies")) return noun.slice(0, -3) + "y";
  return noun.endsWith("s") ? noun.slice(0, -1) : noun;
}

/**
 * What a method of a resource is called: the operation's name without the resource's own.
 * `listSessions` is `list`, `createSession` is `create`, `createSessions` and `bulkUpdateSessions`
 * are `createMany` and `updateMany`.
 *
 * @param operationId such as `listSessions`
 * @param tag such as `Sessions`
 */
export function methodName(operationId: string, tag: string): string {
  const plural = pascalCase(tag);
  const one = singular(plural);
  const isBulk = operationId.startsWith("bulk");
  const name = isBulk ? camelCase(operationId.slice("bulk".length)) : operationId;
  // Knowledge sources are found by searchKnowledge: their first word says enough.
  const first = pascalCase(tag.split(" ")[0]!);
  for (const noun of new Set([plural, one, first])) {
    const at = name.search(new RegExp(`${noun}(?![a-z])`));
    if (at < 1) continue;
    const rest = name.slice(0, at) + name.slice(at + noun.length);
    const isMany = isBulk ||
      (noun === plural && plural !== one &&
        /^(create|update|delete|upsert)$/.test(rest));
    return isMany ? `${rest}Many` : rest;
  }
  return operationId;
}
