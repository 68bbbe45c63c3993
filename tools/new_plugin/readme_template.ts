import type { PluginNames } from "./create.ts";

/** What a person should know who connects the source or repairs it. */
export function readmeFile({ title }: PluginNames): string {
  return `# ${title}

## Change source

\`GET /conversations\` lists by the time of the last change, oldest first, between two times.

## Cursor

The page marker of the list, within the window of the run. The next run begins at the start of this
one, less the overlap (5 minutes).

## Deletes

Deleted conversations stay in the list with \`deleted: true\` and are removed here.

## Limits

60 requests a minute. Pages hold 50 conversations.

## How to get the key

Settings > API > New token, with read access to conversations and nothing else.

## What is not imported

Internal notes, attachments.
`;
}
