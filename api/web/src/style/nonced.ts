import { injectCSS as inject, removeCSS, updateCSS as update } from "@rc-component/util/es/Dom/dynamicCSS";

import { nonce } from "./nonce";

type Options = Parameters<typeof update>[2];

/**
 * The component library's own way to add style sheets, with the nonce also where it forgets it: in its scroll lock and
 * its measuring of scroll bars, which come here by an alias in vite.config.ts.
 */
export const updateCSS = (css: string, key: string, options?: Options) =>
  update(css, key, { csp: { nonce }, ...options });

export const injectCSS = (css: string, options?: Options) => inject(css, { csp: { nonce }, ...options });

export { removeCSS };
