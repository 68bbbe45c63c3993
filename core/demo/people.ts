import type { Customer } from "../contract/mod.ts";

/** A company of the sample data: its name, and the domain of its people's addresses. */
const companies: Record<string, [name: string, domain: string]> = {
  acme: ["Acme Logistics", "acme-logistics.example"],
  northwind: ["Northwind Traders", "northwind.example"],
  lagos: ["Lagos Works", "lagosworks.example"],
  kumo: ["Kumo 雲 Systems", "kumo.example"],
  brio: ["Brio Café Group", "briocafe.example"],
  fjord: ["Fjord Energi", "fjordenergi.example"],
  tidal: ["Tidal Clinics", "tidalclinics.example"],
  oak: ["Oak & Ember", "oakember.example"],
};

const people: Record<string, [name: string, company: string]> = {
  priya: ["Priya Raghunathan", "acme"],
  marcus: ["Marcus Bell", "acme"],
  tomas: ["Tomás Herrera", "northwind"],
  ingrid: ["Ingrid Sørlie", "fjord"],
  henrik: ["Henrik Aas", "fjord"],
  seun: ["Oluwaseun Adeyemi", "lagos"],
  amara: ["Amara Okafor", "lagos"],
  yuki: ["Yuki Tanaka", "kumo"],
  giulia: ["Giulia Conti", "brio"],
  luca: ["Luca Moretti", "brio"],
  dana: ["Dana Whitfield", "tidal"],
  omar: ["Omar Haddad", "tidal"],
  nell: ["Nell Archer", "oak"],
  jane: ["Jane Smith", "oak"],
};

/** The key of a person of the sample data. */
export type PersonKey = string;

/** A person of the sample data as a customer; unknown keys are an anonymous visitor. */
export function customerOf(key: PersonKey): Customer | undefined {
  const person = Object.hasOwn(people, key) ? people[key] : undefined;
  if (!person) return undefined;
  const [name, companyKey] = person;
  const [company, domain] = companies[companyKey]!;
  return {
    userId: `demo-${key}`,
    email: `${key}@${domain}`,
    name,
    company: { name: company, domain },
  };
}
