/**
 * The page runs under `require-trusted-types-for 'script'`: text must not become markup. The component library writes
 * its style sheets through innerHTML; this policy lets through just these: text without a tag in it. Markup, and any
 * text or address meant to become a script, is refused as without a policy.
 */
type Policy = { createHTML: (text: string) => string | null };

declare global {
  interface Window {
    trustedTypes?: { createPolicy: (name: "default", policy: Policy) => unknown };
  }
}

export const policy: Policy = { createHTML: (text) => (text.includes("<") ? null : text) };

window.trustedTypes?.createPolicy("default", policy);
