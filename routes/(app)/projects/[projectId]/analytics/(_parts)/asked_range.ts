/** The time an address asks for; what is left empty was not asked. */
export function askedRange({ searchParams }: URL): { days?: string; from?: string; to?: string } {
  const of = (name: string) => searchParams.get(name)?.trim() || undefined;
  return { days: of("days"), from: of("from"), to: of("to") };
}
