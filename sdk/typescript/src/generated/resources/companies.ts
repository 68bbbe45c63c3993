// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type {
  BulkResult,
  Company,
  CompanyBulkCreate,
  CompanyCreate,
  CompanyUpdate,
} from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.companies.list` can be told. */
export interface ListCompaniesQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** The order; with a minus sign from the last to the first. @default "-created_at" */
  sort?: "-created_at" | "-last_activity_at" | "-revenue" | "-contact_count" | "name";
  /** Beginnings of words of name or domain. */
  search?: string;
  /** The company with this domain. */
  domain?: string;
  /** The company with this id of yours. */
  external_id?: string;
  has_sessions?: boolean;
  stage?: string;
  plan?: string;
}

/** Who they belong to. `client.companies`. */
export class CompaniesResource extends Resource {
  /**
   * List companies.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListCompaniesQuery = {}, options: RequestOptions = {}): Pages<Company> {
    return this.client.list<Company>({ method: "GET", path: "/companies", query }, options);
  }

  /**
   * Create a company.
   *
   * A domain or id that another company has is refused with 409.
   *
   * Needs a key with the scope `write`.
   */
  create(body: CompanyCreate, options: RequestOptions = {}): Reply<Company> {
    return this.client.request<Company>({
      method: "POST",
      path: "/companies",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Create or change many companies.
   *
   * Up to 500. One whose `external_ids` or domain are known is changed instead: what the item holds replaces what is there, domains and ids are added.
   *
   * Needs a key with the scope `write`.
   */
  createMany(body: CompanyBulkCreate, options: RequestOptions = {}): Reply<BulkResult> {
    return this.client.request<BulkResult>({
      method: "POST",
      path: "/companies/bulk",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a company.
   *
   * The id of a company that was merged into another one answers the other one.
   *
   * Needs a key with the scope `read`.
   */
  get(companyId: string, options: RequestOptions = {}): Reply<Company> {
    return this.client.request<Company>(
      { method: "GET", path: this.path`/companies/${companyId}` },
      options,
    );
  }

  /**
   * Change a company.
   *
   * Needs a key with the scope `write`.
   */
  update(companyId: string, body: CompanyUpdate, options: RequestOptions = {}): Reply<Company> {
    return this.client.request<Company>({
      method: "PATCH",
      path: this.path`/companies/${companyId}`,
      body,
    }, options);
  }

  /**
   * Delete a company.
   *
   * Its contacts stay, without it.
   *
   * Needs a key with the scope `write`.
   */
  delete(companyId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/companies/${companyId}` },
      options,
    );
  }
}
