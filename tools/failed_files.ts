/** The files with failed tests in a report of `deno test --junit-path`, each once. */
export function failedFiles(report: string): string[] {
  const suites = report.matchAll(/<testsuite name="([^"]+)"[^>]*>/g);
  const failed = [...suites].filter(([tag]) => /(failures|errors)="[1-9]/.test(tag));
  return [...new Set(failed.map(([, name]) => name!))];
}
