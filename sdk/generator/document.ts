/** The parts of an OpenAPI document that the generator reads. */
export interface Document {
  info: { version: string };
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, OperationNode>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, ParameterNode>;
    responses: Record<string, ResponseNode>;
  };
}

/** A JSON schema, or a reference to one. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export interface ParameterNode {
  $ref?: string;
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: Schema;
}

export interface ResponseNode {
  $ref?: string;
  content?: Record<string, { schema: Schema }>;
}

export interface OperationNode {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  deprecated?: boolean;
  "x-scope"?: string;
  parameters?: ParameterNode[];
  requestBody?: {
    required?: boolean;
    content: Record<string, { schema: Schema }>;
  };
  responses: Record<string, ResponseNode>;
}

/** The last part of a reference, which is the component's name. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}
