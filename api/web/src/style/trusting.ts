/**
 * The page runs under `require-trusted-types-for 'script'`: text must not become markup. The component library writes
 * its style sheets through innerHTML, and workers are started by their address; this policy lets through just these:
 * text without a tag in it, and addresses of this service. Anything else is refused, as without a policy.
 */
type Policy = {
  createHTML: (text: string) => string | null;
  createScriptURL: (address: string) => string | null;
};

declare global {
  interface Window {
    trustedTypes?: { createPolicy: (name: "default", policy: Policy) => unknown };
  }
}

export const policy: Policy = {
  createHTML: (text) => (text.includes("<") ? null : text),
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
};

window.trustedTypes?.createPolicy("default", policy);
