/**
 * Whether a project believes only what its server has signed about visitors of its widget. Anything
 * but a plain no asks for proof: a broken setting must not let claims in.
 */
export function requiresProof(projectSettings: Record<string, unknown> | undefined): boolean {
  const widget = projectSettings?.widget as { require_verified_identity?: unknown } | undefined;
  return (widget?.require_verified_identity ?? false) !== false;
}
