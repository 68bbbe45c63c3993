import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { connect } from "../db/mod.ts";
import { createAccounts } from "./accounts.ts";
import { openLibrary } from "./accounts_library.ts";
import { password, refused, testAccounts, withCookies } from "./testing.ts";

const ip = "192.0.2.1";
const jane = { email: "jane@example.com", name: "Jane", password };

dbTest(
  "Signing in sets a session cookie that scripts cannot read, and names the person",
  async (sql) => {
    const accounts = testAccounts(sql);
    const user = await accounts.createUser(jane);
    const signedIn = await accounts.signIn({
      email: " JANE@example.com ",
      password,
      ip,
      userAgent: "Firefox\u0000 é",
    });
    assert.deepEqual(signedIn.user, user);
    assert.equal(signedIn.cookies.length, 1);
    assert.match(signedIn.cookies[0]!, /HttpOnly/);
    assert.match(signedIn.cookies[0]!, /SameSite=Lax/);
    assert.doesNotMatch(signedIn.cookies[0]!, /Secure/);
    const visitor = await accounts.userOf(withCookies(signedIn.cookies));
    assert.deepEqual(visitor?.user, user);
    const [place] = await accounts.signedIn(user.id);
    assert.equal(place?.id, visitor?.sessionId);
    assert.equal(place?.ipAddress, ip);
    assert.equal(place?.userAgent, "Firefox");
  },
);

dbTest("The session cookie is Secure when people come over https", async (sql) => {
  const accounts = testAccounts(sql, { publicUrl: "https://feedback.example.com" });
  await accounts.createUser(jane);
  const { cookies } = await accounts.signIn({ ...jane, ip });
  assert.match(cookies[0]!, /^__Secure-hissuno\.session_token=.*; Secure/);
  assert.ok(await accounts.userOf(withCookies(cookies)));
});

dbTest(
  "A wrong password and an unknown address get the same answer after the same work",
  async (sql) => {
    const accounts = testAccounts(sql);
    await accounts.createUser(jane);
    const time = async (email: string) => {
      const start = performance.now();
      const error = await refused(
        accounts.signIn({ email, password: "not the password", ip }),
        401,
        /The e-mail address or the password is not right/,
      );
      return { message: error.message, milliseconds: performance.now() - start };
    };
    await time("jane@example.com");
    const known: number[] = [];
    const unknown: number[] = [];
    const messages = new Set<string>();
    // In turns, so that a busy machine slows both.
    for (let turn = 0; turn < 3; turn++) {
      for (const [name, times] of [["jane", known], ["nobody", unknown]] as const) {
        const { message, milliseconds } = await time(`${name}@example.com`);
        messages.add(message);
        times.push(milliseconds);
      }
    }
    assert.equal(messages.size, 1);
    // Hashing dominates; an answer without it would be thirty times faster.
    assert.ok(Math.min(...unknown) > Math.min(...known) / 4, "an unknown address answers faster");
    assert.ok(Math.min(...known) > Math.min(...unknown) / 4, "a known address answers faster");
  },
);

dbTest("Odd input to sign-in is refused with a sentence", async (sql) => {
  const accounts = testAccounts(sql);
  await accounts.createUser(jane);
  await refused(accounts.signIn({ email: "jane", password, ip }), 400, /e-mail address such as/);
  await refused(
    accounts.signIn({ email: jane.email, password: "", ip }),
    400,
    /Enter your password/,
  );
  await refused(accounts.signIn({ ...jane, email: "a\u0000@b.co", ip }), 400);
  await refused(accounts.signIn({ ...jane, password: "x".repeat(5_000_000), ip }), 401);
  await refused(
    accounts.signIn({ ...jane, password: "\u0000\ud800 odd one", ip: "<script>" }),
    401,
  );
  await refused(accounts.signIn({ ...jane, password: { $ne: "" } as never, ip }), 400);
});

dbTest("Invented, altered and broken cookies belong to nobody", async (sql) => {
  const accounts = testAccounts(sql);
  await accounts.createUser(jane);
  const { cookies } = await accounts.signIn({ ...jane, ip });
  const name = "hissuno.session_token";
  const value = cookies[0]!.split(";")[0]!.slice(name.length + 1);
  const [token] = decodeURIComponent(value).split(".");
  for (
    const odd of [
      "",
      "x",
      token!,
      `${token}.`,
      `${token}.AAAA`,
      `${token}.${"A".repeat(43)}=`,
      "%E0%A4%A",
      "%00",
      `'; drop table user_accounts; --`,
      "x".repeat(20_000),
    ]
  ) {
    const request = new Request("http://localhost:8000/", {
      headers: { cookie: `${name}=${odd}` },
    });
    assert.equal(await accounts.userOf(request), null, odd.slice(0, 30));
  }
  assert.equal(await accounts.userOf(new Request("http://localhost:8000/")), null);
  const other = testAccounts(sql);
  assert.ok(await other.userOf(withCookies(cookies)), "another replica knows the cookie");
});

dbTest("Signing out ends this sign-in, signing out everywhere ends all", async (sql) => {
  const accounts = testAccounts(sql);
  const user = await accounts.createUser(jane);
  const [first, second, third] = [
    await accounts.signIn({ ...jane, ip }),
    await accounts.signIn({ ...jane, ip }),
    await accounts.signIn({ ...jane, ip }),
  ];
  const removed = await accounts.signOut(withCookies(first.cookies));
  assert.match(removed[0]!, /hissuno\.session_token=;.*Max-Age=0/);
  assert.equal(await accounts.userOf(withCookies(first.cookies)), null);
  assert.ok(await accounts.userOf(withCookies(second.cookies)));
  await accounts.signOutEverywhere(user.id);
  assert.equal(await accounts.userOf(withCookies(second.cookies)), null);
  assert.equal(await accounts.userOf(withCookies(third.cookies)), null);
  assert.ok((await accounts.signOut(new Request("http://localhost:8000/"))).length > 0);
});

dbTest("Changing the password needs the current one and ends the other sign-ins", async (sql) => {
  const accounts = testAccounts(sql);
  await accounts.createUser(jane);
  const here = await accounts.signIn({ ...jane, ip });
  const elsewhere = await accounts.signIn({ ...jane, ip });
  const request = withCookies(here.cookies);
  const change = (currentPassword: string, newPassword: string) =>
    accounts.changePassword(request, { currentPassword, newPassword, ip });
  await refused(change("wrong password", "a new password"), 400, /current password is not right/);
  await refused(change(password, "short"), 400, /at least 10/);
  await refused(change(password, jane.email), 400, /easy to guess/);
  const cookies = await change(password, "a new password");
  assert.ok(await accounts.userOf(withCookies(cookies)));
  assert.equal(await accounts.userOf(withCookies(elsewhere.cookies)), null);
  assert.equal(await accounts.userOf(request), null);
  await refused(accounts.signIn({ ...jane, ip }), 401);
  await accounts.signIn({ ...jane, password: "a new password", ip });
  await refused(
    accounts.changePassword(new Request("http://localhost:8000/"), {
      currentPassword: password,
      newPassword: password,
      ip,
    }),
    401,
  );
});

dbTest("Setting a password as the operator ends every sign-in", async (sql) => {
  const accounts = testAccounts(sql);
  const user = await accounts.createUser(jane);
  const { cookies } = await accounts.signIn({ ...jane, ip });
  await accounts.setPassword({ userId: user.id, password: "a new password" });
  assert.equal(await accounts.userOf(withCookies(cookies)), null);
  await refused(accounts.signIn({ ...jane, ip }), 401);
  await accounts.signIn({ ...jane, password: "a new password", ip });
  await refused(accounts.setPassword({ userId: "usr_none", password }), 404);
});

dbTest(
  "An address has one account only, whatever its case, also when two are made at once",
  async (sql) => {
    const accounts = testAccounts(sql);
    const results = await Promise.allSettled(
      ["jane@example.com", "JANE@example.com", " Jane@Example.com"].map((email) =>
        accounts.createUser({ ...jane, email })
      ),
    );
    assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
    await refused(accounts.createUser(jane), 409, /exists already/);
    await refused(accounts.createUser({ ...jane, email: "b@b.co", name: "a\u0000b" }), 400);
  },
);

dbTest("Too many wrong passwords make an address wait, on every replica", async (sql) => {
  const throttle = { perEmail: 3, perIp: 100, windowMilliseconds: 3_600_000 };
  const replicas = [testAccounts(sql, { throttle }), testAccounts(sql, { throttle })];
  await replicas[0]!.createUser(jane);
  await replicas[0]!.signIn({ ...jane, ip });
  const attempts = await Promise.allSettled(
    Array.from(
      { length: 8 },
      (_, index) =>
        replicas[index % 2]!.signIn({
          ...jane,
          password: "wrong password",
          ip: `192.0.2.${index}`,
        }),
    ),
  );
  const statuses = attempts.map((one) => one.status === "rejected" ? one.reason.status : 200);
  assert.equal(statuses.filter((status) => status === 401).length, 3, statuses.join());
  assert.equal(statuses.filter((status) => status === 429).length, 5);
  const error = await refused(replicas[1]!.signIn({ ...jane, ip }), 429, /Try again in \d+ minute/);
  assert.ok(Number(error.headers!["Retry-After"]) >= 1);
  // An address nobody has waits just the same, and does not make others wait.
  const nobody = { email: "nobody@example.com", password, ip };
  for (let turn = 0; turn < 3; turn++) await refused(replicas[0]!.signIn(nobody), 401);
  await refused(replicas[0]!.signIn(nobody), 429);
});

dbTest("Too many wrong passwords make an IP address wait, right ones do not count", async (sql) => {
  const throttle = { perEmail: 100, perIp: 4, windowMilliseconds: 3_600_000 };
  const accounts = testAccounts(sql, { throttle });
  await accounts.createUser(jane);
  for (let turn = 0; turn < 6; turn++) await accounts.signIn({ ...jane, ip: "2001:db8::1" });
  for (let turn = 0; turn < 4; turn++) {
    const guess = { email: `u${turn}@example.com`, password, ip: `2001:db8::${turn}` };
    await refused(accounts.signIn(guess), 401);
  }
  await refused(accounts.signIn({ ...jane, ip: "2001:db8::9" }), 429);
  await accounts.signIn({ ...jane, ip: "2001:db9::9" });
});

dbTest(
  "Signing in prepares nothing, for proxies that pool by transaction",
  async (sql, database) => {
    const pooled = connect(database.url, { max: 1, pooled: true });
    try {
      const accounts = testAccounts(pooled);
      await accounts.createUser(jane);
      const { cookies } = await accounts.signIn({ ...jane, ip });
      assert.ok(await accounts.userOf(withCookies(cookies)));
      assert.equal((await pooled`select from pg_prepared_statements`.simple()).length, 0);
      assert.equal((await sql`select from account_sessions`).length, 1);
    } finally {
      await pooled.end();
    }
  },
);

dbTest("The session cookie means to us what it means to the accounts library", async (sql) => {
  for (const publicUrl of ["http://localhost:8000", "https://feedback.example.com"]) {
    const options = {
      sql,
      secret: { current: "s".repeat(20) + "ecret of tests", previous: [] },
      publicUrl,
    };
    const accounts = createAccounts(options);
    const library = await openLibrary(options);
    const person = { ...jane, email: `jane@${new URL(publicUrl).hostname}.org` };
    await accounts.createUser(person);
    const { cookies } = await accounts.signIn({ ...person, ip });
    const request = withCookies(cookies);
    const theirs = await library.api.getSession({ headers: request.headers });
    const ours = await accounts.userOf(request);
    assert.equal(ours?.sessionId, theirs?.session.id);
    assert.equal(ours?.user.id, theirs?.user.id);
    const end = new Date(theirs!.session.expiresAt);
    assert.ok(await accounts.userOf(request, new Date(end.getTime() - 1)));
    assert.equal(await accounts.userOf(request, end), null);
    const others = createAccounts({
      ...options,
      secret: { current: "o".repeat(40), previous: [] },
    });
    assert.equal(await others.userOf(request), null, "signed with another secret");
  }
});
