import { cleanText } from "../../text.ts";
import { invalid } from "../../errors.ts";
import { LENGTHS } from "../customer_model.ts";

/** The fields a column can go to, in the order a page offers them. */
export const IMPORT_FIELDS = {
  email: "E-mail",
  name: "Name",
  first_name: "First name",
  last_name: "Last name",
  user_id: "Your own id",
  title: "Title",
  phone: "Phone",
  note: "Note",
  company_name: "Company name",
  company_domain: "Company domain",
  company_id: "Your own company id",
  company_plan: "Company plan",
  company_stage: "Company stage",
  company_revenue: "Company revenue (yearly)",
} as const;

/** A field of {@link IMPORT_FIELDS}. */
export type ImportField = keyof typeof IMPORT_FIELDS;

/**
 * Where columns go: a field, `custom:<name>`, `company_custom:<name>`, `external:<source>`, or '' to be
 * left out. By column.
 */
export type ColumnMapping = Record<string, string>;

const NAMES: [ImportField, RegExp][] = [
  [
    "email",
    /^(e?mail(s|address(es)?)?|customere?mail|contacte?mail|primarye?mail|correo|courriel|adresseemail)$/,
  ],
  ["first_name", /^(first|given|fore)name$|^vorname$|^prenom$/],
  ["last_name", /^(last|family|sur)name$|^nachname$/],
  [
    "user_id",
    /^((external|user|customer|contact|own)?id|(external|user|customer)(user)?(identifier|ref))$/,
  ],
  ["title", /^(job)?(title|role|position)$|^jobrole$/],
  ["phone", /^(tele)?phone(number)?$|^mobile(phone|number)?$|^telefon$|^tel$/],
  ["note", /^(note|notes|comment|comments)$/],
  [
    "company_domain",
    /^((company|account|organi[sz]ation)(domain|website|url)|domain(s|name)?|website|url)$/,
  ],
  ["company_id", /^(company|account|organi[sz]ation)(external)?id$/],
  ["company_plan", /^((company|account)?plan|subscription|tier|package)$/],
  ["company_stage", /^((company|account)?(stage|lifecycle(stage)?))$/],
  ["company_revenue", /^((company|account|annual|yearly)?(revenue|arr)|umsatz)$/],
  ["company_name", /^(company|account|organi[sz]ation|customer|firma|employer)(name)?$/],
  ["name", /^(full|display|contact|person)?name$/],
];

/** Where the columns of a file probably go: fields by their usual names, the rest to own fields. */
export function guessColumns(columns: string[]): ColumnMapping {
  const mapping: ColumnMapping = {};
  const used = new Set<string>();
  for (const column of columns) {
    const plain = column.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "");
    const custom = /^(?:custom_?fields?)\.(.+)$/i.exec(column)?.[1];
    const found = NAMES.find(([field, pattern]) => pattern.test(plain) && !used.has(field))?.[0];
    if (found && !custom) used.add(found);
    mapping[column] = !custom && found
      ? found
      : `custom:${(custom ?? column).slice(0, LENGTHS.fieldName)}`;
  }
  // A list of companies: its names are theirs.
  const isOfCompanies = used.has("name") && !used.has("company_name") && !used.has("email") &&
    ["company_domain", "company_plan", "company_stage", "company_revenue"]
      .some((field) => used.has(field));
  if (isOfCompanies) {
    for (const [column, field] of Object.entries(mapping)) {
      if (field === "name") mapping[column] = "company_name";
      else if (field === "user_id") mapping[column] = "company_id";
      else if (field.startsWith("custom:")) mapping[column] = `company_${field}`;
    }
  }
  return mapping;
}

/**
 * A mapping that can be worked with: of known columns to known fields, each field at most once.
 *
 * @throws {AppError} 400 for the field `mapping`
 */
export function checkMapping(columns: string[], given: Record<string, unknown>): ColumnMapping {
  const mapping: ColumnMapping = {};
  const used = new Map<string, string>();
  for (const [column, value] of Object.entries(given)) {
    if (!columns.includes(column)) {
      throw invalid(
        "mapping",
        `mapping names a column the file does not have: ${column.slice(0, 100)}.`,
      );
    }
    const field = typeof value === "string" ? cleanText(value).trim() : "?";
    const isKnown = field === "" || Object.hasOwn(IMPORT_FIELDS, field) ||
      /^(custom|company_custom):.{1,100}$/s.test(field) ||
      /^external:[a-z][a-z0-9_-]{0,39}$/.test(field);
    if (!isKnown) {
      throw invalid(
        "mapping",
        `mapping.${column.slice(0, 100)} must be one of ${
          Object.keys(IMPORT_FIELDS).join(", ")
        }, custom:<name>, company_custom:<name>, external:<source>, or empty.`,
      );
    }
    if (field !== "" && used.has(field)) {
      throw invalid(
        "mapping",
        `Two columns go to ${field}: ${used.get(field)} and ${column}. Choose one.`,
      );
    }
    if (field !== "") used.set(field, column);
    mapping[column] = field;
  }
  const keys = [
    "email",
    "name",
    "first_name",
    "last_name",
    "user_id",
    "company_name",
    "company_domain",
    "company_id",
  ];
  const hasKey = [...used.keys()].some((field) =>
    keys.includes(field) || field.startsWith("external:")
  );
  if (!hasKey) {
    throw invalid(
      "mapping",
      "No column says who it is. Map one to the e-mail, a name, an id, or the company.",
    );
  }
  return mapping;
}
