import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

// The page is served by the service itself (api/service/workbench.py), which puts a fresh nonce in place of the mark.
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  html: { cspNonce: "__CSP_NONCE__" },
  // What the component library adds without its nonce gets it there.
  resolve: { alias: [{ find: /^\.\/Dom\/dynamicCSS$/, replacement: "/src/style/nonced.ts" }] },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    // Nothing inlined: data: addresses need no exception in the content security policy then.
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/v1": `http://127.0.0.1:${loadEnv(mode, ".", "TIAOKUAN_").TIAOKUAN_PORT ?? "8470"}` } },
}));
