/** Calls of `/v1` as its tests make them. */
import assert from "node:assert/strict";
import { type Answer, type Call, type Json, type TestApi } from "../testing.ts";

/** Calls `/v1`, expects a status, and gives the answer with its JSON, problems included. */
export async function call(
  api: TestApi,
  method: string,
  path: string,
  expected: number,
  options: Call = {},
): Promise<Answer> {
  const answer = await api.call(method, `/v1${path}`, options);
  assert.equal(answer.status, expected, `${method} ${path}: ${answer.text}`);
  const body = answer.text === "" ? undefined : JSON.parse(answer.text);
  return { ...answer, body };
}

/** Every item of a list, page by page. `between` is done after each page. */
export async function readAll(
  api: TestApi,
  path: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Json[]> {
  const items: Json[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await call(api, "GET", path + query, 200);
    items.push(...body.data);
    assert.equal(body.has_more, body.next_cursor !== null);
    cursor = body.next_cursor;
    await between();
  } while (cursor !== null);
  return items;
}
