import assert from "node:assert/strict";
import { isExternal, type Standing } from "./external.ts";
import { personOf } from "./people.ts";

const us = { teamId: "T1", enterpriseId: null };
const grid = { teamId: "T1", enterpriseId: "E1" };
const who = (more: Partial<Standing> = {}): Standing => ({
  teamId: "T1",
  enterpriseId: null,
  teams: [],
  isStranger: false,
  isGuest: false,
  ...more,
});

Deno.test("Members of our workspace are inside", () => {
  assert.equal(isExternal(who(), us), false);
});

Deno.test("People of another workspace are outside, though Slack calls them no strangers", () => {
  assert.ok(isExternal(who({ teamId: "T2", isStranger: false }), us));
});

Deno.test("Guests are customers, and so are strangers, of whatever workspace", () => {
  assert.ok(isExternal(who({ isGuest: true }), us));
  assert.ok(isExternal(who({ isStranger: true }), us));
});

Deno.test("Sister workspaces of our organisation are inside, those of another one are not", () => {
  assert.equal(isExternal(who({ teamId: "T2", enterpriseId: "E1" }), grid), false);
  assert.equal(isExternal(who({ teamId: "E1" }), grid), false);
  assert.equal(isExternal(who({ teamId: "T9", teams: ["T2", "T1"] }), grid), false);
  assert.ok(isExternal(who({ teamId: "T2", enterpriseId: "E2" }), grid));
  assert.ok(isExternal(who({ teamId: "T2", enterpriseId: null }), grid));
  assert.ok(isExternal(who({ teamId: "T2", enterpriseId: "E1", isGuest: true }), grid));
});

Deno.test("An organisation that neither has is not one that both share", () => {
  assert.ok(isExternal(who({ teamId: null, enterpriseId: null }), us));
  assert.ok(isExternal(who({ teamId: "T2", enterpriseId: null }), us));
});

Deno.test("A person is read from whatever Slack tells of them", () => {
  const full = personOf({
    id: "W1",
    team_id: "T2",
    name: "carl",
    is_ultra_restricted: true,
    enterprise_user: { enterprise_id: "E9", teams: ["T2", 7] },
    profile: { real_name: " Carl ", email: "carl@globex.example" },
  });
  assert.deepEqual(full, {
    id: "W1",
    name: "Carl",
    email: "carl@globex.example",
    isBot: false,
    teamId: "T2",
    enterpriseId: "E9",
    teams: ["T2"],
    isStranger: false,
    isGuest: true,
  });
  assert.equal(personOf({ id: "U1", profile: null, name: 3 })!.name, "Somebody");
  for (const nobody of [null, undefined, 3, "U1", {}, [], { id: "" }, { id: 4 }]) {
    assert.equal(personOf(nobody), null);
  }
});
