import { Person } from "../../../../../../../components/person.tsx";
import type { Contact } from "../../../../../../../core/customers/mod.ts";

/** Who the session is with, with ways to everything else they said. */
export function Customer({ contact, base, canWrite, editHref }: {
  contact: Contact | null;
  /** The project's address. */
  base: string;
  canWrite: boolean;
  editHref: string;
}) {
  const list = `${base}/feedback`;
  return (
    <div class="aside-contact">
      {contact
        ? (
          <a href={`${base}/customers/${contact.id}`}>
            <Person contact={contact} />
          </a>
        )
        : <Person contact={null} />}
      {contact?.name && contact.email && (
        <span class="muted text-small truncate" title={contact.email}>{contact.email}</span>
      )}
      {contact?.company && (
        <a class="text-small" href={`${base}/customers/companies/${contact.company.id}`}>
          {contact.company.name ?? "Company"}
        </a>
      )}
      {contact
        ? (
          <a class="text-small" href={`${list}?contactId=${encodeURIComponent(contact.id)}`}>
            All their sessions
          </a>
        )
        : canWrite && <a class="text-small" href={editHref}>Say who it was</a>}
    </div>
  );
}
