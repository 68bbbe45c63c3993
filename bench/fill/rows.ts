import { newId } from "../../core/id.ts";
import { identitiesOf, noted, searchWords } from "../../core/customers/mod.ts";
import { prepare } from "../../core/sessions/prepare.ts";
import { searchParts } from "../../core/sessions/search_document.ts";
import { type Generated, projectId } from "./conversations.ts";
import type { Batch } from "./fill_sql.ts";

/**
 * Turns conversations into the rows the door would write for them (see `generate_test.ts`, which
 * compares), without asking the database for each.
 */
export class RowMaker {
  readonly #contacts = new Map<string, string>();
  readonly #eventsFrom: number;

  /** @param eventsFrom older events have been forgotten, as the nightly clean-up does. Unix ms. */
  constructor(eventsFrom: number) {
    this.#eventsFrom = eventsFrom;
  }

  /** Adds one conversation's rows to a batch. */
  add(batch: Batch, generated: Generated): void {
    const { source, conversation, at, connectionId = "" } = generated;
    const project = projectId(generated.project);
    const { row, messages, searchTexts, externalId, tags, links } = prepare(conversation, at);
    const id = newId("sess", at);
    const human = generated.isHumanTakeover;
    batch.sessions.push([
      project,
      id,
      source,
      connectionId,
      externalId,
      row.sessionType,
      row.status,
      generated.analysisStatus,
      generated.isArchived,
      human,
      row.isLive,
      human ? 1 : 0,
      messages.length,
      messages.length + 1,
      row.name,
      row.description,
      row.preview,
      tags,
      this.#contactOf(batch, project, generated),
      row.visitorId,
      human ? "usr_bench" : null,
      human ? "Robin" : null,
      human ? at : null,
      generated.needsHuman,
      row.pageUrl,
      row.pageTitle,
      row.originalUrl,
      json(row.userMetadata),
      json(row.customFields),
      row.contentHash,
      row.closedBy,
      row.firstMessageAt,
      row.lastActivityAt,
      row.status === "closed" ? row.lastActivityAt : null,
      row.createdAt,
      at,
    ]);
    for (const [index, message] of messages.entries()) {
      batch.messages.push([
        project,
        id,
        message.id,
        index + 1,
        message.sender_type,
        message.sender_name,
        message.sender_id,
        message.content,
        message.offset_ms,
        json(message.sources),
        json(message.attachments),
        message.external_id,
        message.created_at,
      ]);
    }
    for (const [part, { size, text }] of searchParts(searchTexts).entries()) {
      batch.search.push({ project_id: project, session_id: id, part, size, text });
    }
    for (const { kind, id: entity } of links) {
      const { isArchived } = generated;
      batch.links.push([project, kind, entity, id, isArchived, row.status, row.lastActivityAt, at]);
    }
    if (at.getTime() >= this.#eventsFrom) {
      const created = { source, status: row.status, message_count: messages.length };
      batch.events.push(
        [project, "session.created", id, json(created), at],
        [project, "message.created", id, json({ from: 1, to: messages.length }), at],
        ...(row.status === "closed" ? [[project, "session.closed", id, "{}", at]] : []),
      );
    }
  }

  #contactOf(
    batch: Batch,
    project: string,
    { source, conversation, at }: Generated,
  ): string | null {
    const { customer } = conversation;
    if (!customer) return null;
    const key = `${project}/${customer.email}`;
    const known = this.#contacts.get(key);
    if (known) return known;
    const id = newId("cont", at);
    this.#contacts.set(key, id);
    const { name = null, email = null } = customer;
    const fields = [...(name ? ["name"] : []), ...(email ? ["email"] : [])];
    const provenance = json(noted(fields, { by: "source", who: source }, at));
    const words = lexemes([...searchWords(name, email), project]);
    batch.contacts.push([project, id, name, email, null, provenance, words, at, at]);
    for (const { kind, value } of identitiesOf(source, customer)) {
      batch.identities.push([project, kind, value, id, source, at]);
    }
    return id;
  }
}

/** Words as PostgreSQL reads a tsvector. */
function lexemes(words: string[]): string {
  return words.map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`).join(" ");
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
