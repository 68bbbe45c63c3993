import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { compareRoutes, folderPrefix, foldersOf, routePatterns } from "./route_path.ts";

Deno.test("a route file's address leaves out index, groups and private folders", () => {
  deepStrictEqual(routePatterns("index"), ["/"]);
  deepStrictEqual(routePatterns("about"), ["/about"]);
  deepStrictEqual(routePatterns("(app)/projects/index"), ["/projects"]);
  deepStrictEqual(routePatterns("(app)/index"), ["/"]);
});

Deno.test("brackets in file names become parameters", () => {
  deepStrictEqual(routePatterns("p/[id]/s/[session]"), ["/p/:id/s/:session"]);
  deepStrictEqual(routePatterns("[[lang]]/about"), ["/:lang/about", "/about"]);
  deepStrictEqual(routePatterns("old/[...rest]"), ["/old/:rest{.+}", "/old", "/old/"]);
  deepStrictEqual(routePatterns("[...rest]"), ["/:rest{.+}", "/"]);
});

Deno.test("letters outside ASCII are compared as browsers send them", () => {
  deepStrictEqual(routePatterns("café"), ["/caf%C3%A9"]);
});

Deno.test("file names no pattern can express are refused with a remedy", () => {
  throws(() => routePatterns("post-[id]"), /post-\[id\].*make "post-\[id\]" one parameter/);
  throws(() => routePatterns("[...rest]/edit"), /move \[\.\.\.rest\] to the end/);
});

Deno.test("text comes before parameters, and parameters before the rest", () => {
  const files = ["[...rest]", "a/[id]", "[x]/b", "a/[[opt]]", "a/new", "a/[...rest]", "a/index"];
  deepStrictEqual(files.toSorted(compareRoutes), [
    "a/index",
    "a/new",
    "a/[id]",
    "a/[[opt]]",
    "a/[...rest]",
    "[x]/b",
    "[...rest]",
  ]);
});

Deno.test("a folder without an address of its own has no prefix", () => {
  strictEqual(folderPrefix(""), "");
  strictEqual(folderPrefix("shop/[id]"), "/shop/:id");
  strictEqual(folderPrefix("(app)/shop"), "/shop");
  strictEqual(folderPrefix("(app)"), null);
  strictEqual(folderPrefix("[...rest]"), null);
});

Deno.test("the folders above a file start with the outermost", () => {
  deepStrictEqual(foldersOf("index"), [""]);
  deepStrictEqual(foldersOf("a/b/c"), ["", "a", "a/b"]);
});
