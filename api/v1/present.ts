import type { Session } from "../../core/contract/mod.ts";
import type { CompanyRecord, ContactRecord } from "../../core/customers/mod.ts";
import type { Issue } from "../../core/issues/mod.ts";

/** A session as `/v1` shows it: the contact only when it is asked for. */
export function presentSession(session: Session) {
  const { ownership_version: _version, contact: _contact, ...shown } = session;
  return shown;
}

/** A contact as `/v1` shows it: the company only when it is asked for. */
export function presentContact(contact: ContactRecord) {
  const { provenance: _provenance, company: _company, ...shown } = contact;
  return shown;
}

/** A company as `/v1` shows it. */
export function presentCompany(company: CompanyRecord) {
  const { provenance: _provenance, ...shown } = company;
  return shown;
}

/** An issue as `/v1` shows it. */
export function presentIssue(issue: Issue) {
  const { edited_fields: _edited, brief_by: _by, ...shown } = issue;
  return shown;
}
