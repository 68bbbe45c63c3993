import { type Customer, ProviderError } from "#plugin-kit";
import { type Company, type Contact, type IntercomConversation, read } from "./answers.ts";
import type { Workspace } from "./api.ts";
import { contactIdOf, toCustomer } from "./mapping.ts";

/** Contacts are asked for once a run, but only so many are kept at a time. */
const MOST_KEPT = 2_000;

interface Person {
  contact?: Contact;
  company?: Company;
}

/** The people of a workspace, looked up when a conversation names them. */
export class People {
  readonly #kept = new Map<string, Promise<Person>>();

  constructor(private readonly workspace: Workspace) {}

  /**
   * The customer of a conversation. Who was deleted as a contact is known by their messages alone.
   *
   * @throws {ProviderError} {Unusable}
   */
  async customerOf(conversation: IntercomConversation): Promise<Customer | undefined> {
    const id = contactIdOf(conversation);
    const person = id === undefined ? {} : await this.#person(id);
    return toCustomer(conversation, person.contact, conversation.company ?? person.company);
  }

  #person(id: string): Promise<Person> {
    const known = this.#kept.get(id);
    if (known) return known;
    const asked = this.#ask(id);
    // What failed in passing is asked again.
    asked.catch(() => this.#kept.delete(id));
    this.#kept.set(id, asked);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return asked;
  }

  async #ask(id: string): Promise<Person> {
    const path = `/contacts/${encodeURIComponent(id)}`;
    try {
      // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/showcontact
      const contact = read.contact(await this.workspace.call(path));
      const { data, total_count } = contact.companies ?? {};
      if (!total_count && !data?.length) return { contact };
      // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/listcompaniesforacontact
      const list = read.companies(await this.workspace.call(`${path}/companies`));
      return { contact, company: (list.data ?? list.companies)?.[0] };
    } catch (error) {
      // 410: merged into another contact, whose messages still carry a name and an address.
      const isGone = error instanceof ProviderError && [404, 410].includes(error.status);
      if (isGone) return {};
      throw error;
    }
  }
}
