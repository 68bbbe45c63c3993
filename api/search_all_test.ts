import assert from "node:assert/strict";
import { apiTest, assertError } from "./testing.ts";

apiTest("One search finds sessions, issues, contacts and companies by their words", async (api) => {
  const said = [{ role: "user", content: "The zebra export fails" }];
  const session = await api.create({ name: "Call", messages: said });
  const under = `projectId=${api.projectId}`;
  const issue = await api.post(`/api/issues?${under}`, { title: "Zebra export", type: "bug" });
  const contact = await api.post(`/api/contacts?${under}`, {
    name: "Zebra Person",
    email: "z@example.com",
  });
  const company = await api.post(`/api/companies?${under}`, { name: "Zebra Works" });
  for (const answer of [issue, contact, company]) assert.equal(answer.status, 201, answer.text);
  const { body } = await api.call("GET", `/api/search?${under}&search=zebra`);
  assert.deepEqual(
    body.results.map(({ type, id }: { type: string; id: string }) => [type, id]),
    [
      ["session", session.id],
      ["issue", issue.body.issue.id],
      ["contact", contact.body.contact.id],
      ["company", company.body.company.id],
    ],
  );
  assert.equal(body.total, 4);
  const some = await api.call("GET", `/api/search?${under}&search=zebra&types=issue&limit=1`);
  assert.equal(some.body.results.length, 1);
  const path = `/api/projects/${api.projectId}/search`;
  assert.deepEqual((await api.call("GET", `${path}?search=zebra`)).body, body);
  const faults = ["", "?search=", "?search=a&types=people", "?search=a&limit=0", "?search=a&x=1"];
  for (const fault of faults) assertError(await api.call("GET", path + fault), 400);
});

apiTest("Callers see the projects they have, and who belongs to one", async (api) => {
  const own = await api.call("GET", "/api/projects");
  assert.deepEqual(own.body.projects.map(({ id }: { id: string }) => id), [api.projectId]);
  const owner = await api.call("GET", "/api/projects", { as: "owner" });
  assert.ok(
    owner.body.projects.some(({ id, role }: { id: string; role: string }) =>
      id === api.projectId && role === "owner"
    ),
  );
  const { body } = await api.call("GET", `/api/members?projectId=${api.projectId}`);
  assert.equal(body.members[0].role, "owner");
  assert.deepEqual(Object.keys(body.members[0]), [
    "id",
    "name",
    "email",
    "role",
    "is_active",
    "created_at",
  ]);
});
