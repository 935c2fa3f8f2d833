import createClient, { type Middleware } from "openapi-fetch";

import { problemOf, signedOut, unreachable } from "./problems";
import type { paths } from "./schema";

/** Called when the session has ended; the frame shows the sign-in form over the page, so that nothing typed is lost. */
const watchers = new Set<() => void>();

export function onSignedOut(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

const refusing: Middleware = {
  async onResponse({ response, request }) {
    if (response.ok || response.status === 304) return response;
    const problem = await problemOf(response);
    if (response.status !== 401 || new URL(request.url).pathname.endsWith("/session")) throw problem;
    watchers.forEach((tell) => {
      tell();
    });
    throw signedOut(problem);
  },
  onError() {
    return unreachable();
  },
};

/** The service's own API, typed by its OpenAPI schema; what fails throws a Problem. */
export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(refusing);

/** The body of an answer that has one. */
export function body<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw unreachable();
  return answer.data;
}
