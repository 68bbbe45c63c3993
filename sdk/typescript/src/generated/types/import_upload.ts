// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** Where to send an archive. */
export interface ImportUpload {
  /** Takes the archive with a PUT without a key, and answers `{id, status}` of the import. */
  upload_url: string;
  expires_at: string;
}
