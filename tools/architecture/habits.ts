import type { Source } from "./sources.ts";

/** Something that may be written in one place only. */
interface Rule {
  pattern: RegExp;
  /** Where it is allowed. */
  except: RegExp;
  message: string;
}

const SERVER_AREAS = ["core", "api", "server", "routes", "plugins"];

const RULES: Rule[] = [
  {
    pattern: /\bDate\.now\(\)|\bnew Date\(\)/,
    except: /^core\/clock\.ts$/,
    message: "reads the clock; take the time as a parameter with now() of core/clock.ts as default",
  },
  {
    pattern: /\bMath\.random\(\)|\bcrypto\.randomUUID\(\)/,
    except: /^core\/id\.ts$/,
    message: "makes randomness; use core/id.ts",
  },
  {
    pattern: /(?<![.\w]|function )fetch\(/,
    except: /^core\/net\/|\/\(?_?islands\)?\/|^core\/(contract\/source|plugin_kit\/host)\.ts$/,
    message: "calls the network; only core/net/ may",
  },
  {
    pattern: /\b(sql|tx|db)(<[^`]*>)?`/,
    except: /_sql\.ts$|^core\/db\//,
    message: "holds SQL; it belongs into a *_sql.ts file",
  },
  {
    pattern: /dangerouslySetInnerHTML|\.innerHTML\s*=/,
    except: /^$/,
    message: "writes HTML from text; render elements",
  },
  {
    pattern: /\sstyle=[{"]/,
    except: /^$/,
    message: "has an inline style, which the content security policy refuses",
  },
];

/** Habits a file breaks. */
export function habitFaults(source: Source): string[] {
  const faults: string[] = [];
  const { path, text, area } = source;
  const lines = text.split("\n").length;
  if (lines > 351 && !path.startsWith("static/app.css")) {
    faults.push(`${path}: has ${lines - 1} lines; at most 350 fit in the head`);
  }
  if (path === "main.ts" && lines > 41) faults.push("main.ts: is longer than 40 lines");
  if (!source.isTest && SERVER_AREAS.includes(area)) {
    for (const { pattern, except, message } of RULES) {
      if (except.test(path)) continue;
      const line = text.split("\n").findIndex((one) =>
        pattern.test(one) && !/^\s*(\/?\*|\/\/)/.test(one)
      );
      if (line >= 0) faults.push(`${path}:${line + 1}: ${message}`);
    }
  }
  if (/_test\.tsx?$/.test(path)) faults.push(...testNameFaults(source));
  return faults;
}

/** Names of tests state a rule. */
function testNameFaults({ path, text }: Source): string[] {
  const pattern = /(?:Deno\.test|dbTest)\(\s*(?:\{\s*name:\s*)?(["'`])((?:(?!\1).)+)\1/g;
  return [...text.matchAll(pattern)].flatMap(([, , name]) => {
    if (name!.includes("${")) return [];
    if (name!.trim().split(/\s+/).length < 3) {
      return [`${path}: the test "${name}" does not state a rule (three words or more)`];
    }
    return /\bworks\b/i.test(name!)
      ? [`${path}: the test "${name}" says "works"; say what holds`]
      : [];
  });
}
