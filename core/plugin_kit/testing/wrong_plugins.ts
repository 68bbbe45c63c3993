/** Sources with the bugs that connectors have most often, for the proof that the suite finds them. */
import { defineSource, type SyncItem } from "../../contract/mod.ts";
import { acme, toItem } from "../../sync/testing/acme.ts";
import { acmeReplies, readPage } from "../../sync/testing/acme_replies.ts";

/** A place in the list together with where the list began. */
interface Place {
  since: string;
  page?: string;
  newest?: string;
}

const BEGINNING = "1970-01-01T00:00:00.000Z";
const CHATS = "https://api.acme.test/chats";

/** The next run asks for what changed after this one ended. */
export const cursorFromNow = defineSource({
  ...acme,
  async *sync({ json, secret, cursor, now }): AsyncGenerator<SyncItem> {
    let place = cursor() as Place | undefined ?? { since: BEGINNING };
    do {
      const query = { ...place, until: now() };
      const answer = await json(CHATS, { bearer: secret.token, query });
      for (const chat of answer.chats) yield toItem(chat);
      place = { since: place.since, page: answer.next ?? undefined };
      if (place.page) yield { type: "checkpoint", cursor: place };
    } while (place.page);
    yield { type: "checkpoint", cursor: { since: now().toISOString() } };
  },
});

/** The next run takes only what is newer than the newest item seen. */
export const strictlyNewer = defineSource({
  ...acme,
  async *sync({ json, secret, cursor, window }): AsyncGenerator<SyncItem> {
    let place: Place = cursor() as Place | undefined ?? { since: BEGINNING };
    let newest = place.newest ?? place.since;
    do {
      const query = { since: place.since, page: place.page, until: window.to };
      const answer = await json(CHATS, { bearer: secret.token, query });
      for (const chat of answer.chats) {
        if (chat.updated_at > place.since) yield toItem(chat);
        if (chat.updated_at > newest) newest = chat.updated_at;
      }
      place = { since: place.since, newest, page: answer.next ?? undefined };
      if (place.page) yield { type: "checkpoint", cursor: place };
    } while (place.page);
    yield { type: "checkpoint", cursor: { since: newest } };
  },
});

/** Says only at the very end how far it came. */
export const checkpointAtTheEnd = defineSource({
  ...acme,
  async *sync({ json, secret, window }): AsyncGenerator<SyncItem> {
    let page: string | undefined;
    const seen = new Set<string>();
    do {
      const answer = await json(CHATS, {
        bearer: secret.token,
        query: { since: window.from, until: window.to, page },
      });
      for (const chat of answer.chats) yield toItem(chat);
      page = answer.next ?? undefined;
      if (page && seen.has(page)) throw new Error("The same page marker came twice");
      if (page) seen.add(page);
    } while (page);
    yield { type: "checkpoint", cursor: undefined };
  },
});

/** Says that a page is done before it hands the page over. */
export const checkpointBeforeItems = defineSource({
  ...acme,
  async *sync({ json, secret, cursor, window }): AsyncGenerator<SyncItem> {
    let page = cursor() as string | undefined;
    do {
      const answer = await json(CHATS, {
        bearer: secret.token,
        query: { since: window.from, until: window.to, page },
      });
      page = answer.next ?? undefined;
      yield { type: "checkpoint", cursor: page };
      for (const chat of answer.chats) yield toItem(chat);
    } while (page);
  },
});

/** Chats and their replies begin at the same place. */
export const sharedCursor = defineSource({
  ...acmeReplies,
  async *sync(context): AsyncGenerator<SyncItem> {
    const place = context.cursor() as string | undefined;
    for (const list of ["chats", "replies"] as const) {
      let page = place;
      do {
        const { items, next } = await readPage(list, context, page);
        yield* items;
        page = next;
        yield { type: "checkpoint", cursor: page };
      } while (page);
    }
  },
});
