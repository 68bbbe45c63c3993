/** Things of a project that the operations of `/v1` are tried on. */
import assert from "node:assert/strict";
import type { Json, TestApi } from "../testing.ts";
import type { Operation } from "./operation.ts";

/** Ids by the parameter that names them. */
export type Things = Record<string, string>;

/** Makes one thing of each kind, with texts that nobody else may see. */
export async function makeThings(api: TestApi): Promise<Things> {
  const make = async (path: string, body: unknown): Promise<Json> => {
    const answer = await api.post(`/v1${path}`, body);
    assert.equal(answer.status, 201, `${path}: ${answer.text}`);
    return answer.body;
  };
  const session = await make("/sessions", {
    name: "A confidential session",
    user_metadata: { email: "confidential@example.com" },
    messages: [{ role: "user", content: "A confidential word" }],
  });
  const message = await make(`/sessions/${session.id}/messages`, {
    role: "user",
    content: "Another confidential word",
  });
  return { session_id: session.id, message_id: message.id };
}

/** The address of an operation, with the ids of things. */
export function addressOf({ path }: Operation, things: Things): string {
  return "/v1" + path.replace(/\{(\w+)\}/g, (_, name) => {
    assert.ok(things[name], `Tell testing_things.ts how to make what ${name} names`);
    return things[name]!;
  });
}

/** A body that does the operation's work: its example, with ids of things that are there. */
export function bodyOf({ id, body, example }: Operation, things: Things): unknown {
  if (!body) return undefined;
  assert.ok(example !== undefined, `${id} has no example of its body`);
  const text = JSON.stringify(example).replace(
    /"(sess)_01jzexample"/g,
    () => JSON.stringify(things.session_id),
  );
  return JSON.parse(text);
}
