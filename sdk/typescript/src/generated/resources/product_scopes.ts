// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { ProductScope, ProductScopeCreate, ProductScopeUpdate } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.productScopes.list` can be told. */
export interface ListProductScopesQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** What to bring along, separated by commas: counts. */
  expand?: "counts"[];
}

/** What `client.productScopes.get` can be told. */
export interface GetProductScopeQuery {
  /** What to bring along, separated by commas: counts. */
  expand?: "counts"[];
}

/** What `client.productScopes.delete` can be told. */
export interface DeleteProductScopeQuery {
  /** The scope that gets what belongs to this one. */
  move_to?: string;
}

/** The areas of the product, and initiatives. `client.productScopes`. */
export class ProductScopesResource extends Resource {
  /**
   * List product scopes.
   *
   * In the order they were made; `path` and `position` tell their place in the tree.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListProductScopesQuery = {}, options: RequestOptions = {}): Pages<ProductScope> {
    return this.client.list<ProductScope>(
      { method: "GET", path: "/product_scopes", query },
      options,
    );
  }

  /**
   * Create a product scope.
   *
   * Needs a key with the scope `write`.
   */
  create(body: ProductScopeCreate, options: RequestOptions = {}): Reply<ProductScope> {
    return this.client.request<ProductScope>({
      method: "POST",
      path: "/product_scopes",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a product scope.
   *
   * Needs a key with the scope `read`.
   */
  get(
    productScopeId: string,
    query: GetProductScopeQuery = {},
    options: RequestOptions = {},
  ): Reply<ProductScope> {
    return this.client.request<ProductScope>({
      method: "GET",
      path: this.path`/product_scopes/${productScopeId}`,
      query,
    }, options);
  }

  /**
   * Change or move a product scope.
   *
   * Needs a key with the scope `write`.
   */
  update(
    productScopeId: string,
    body: ProductScopeUpdate,
    options: RequestOptions = {},
  ): Reply<ProductScope> {
    return this.client.request<ProductScope>({
      method: "PATCH",
      path: this.path`/product_scopes/${productScopeId}`,
      body,
    }, options);
  }

  /**
   * Delete a product scope.
   *
   * What stands below it moves up.
   *
   * Needs a key with the scope `write`.
   */
  delete(
    productScopeId: string,
    query: DeleteProductScopeQuery = {},
    options: RequestOptions = {},
  ): Reply<void> {
    return this.client.request<void>({
      method: "DELETE",
      path: this.path`/product_scopes/${productScopeId}`,
      query,
    }, options);
  }
}
