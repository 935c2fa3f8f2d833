import { Problem, problemOf, unreachable } from "../service/problems";
import type { components } from "../service/schema";
import type { Chosen } from "./sent";

type UploadItem = components["schemas"]["UploadItem"];
type UploadOut = components["schemas"]["UploadOut"];

/** What the service said of the files of one request. */
export type Answer = { upload: string | null; items: readonly UploadItem[] };

export type Sending = {
  files: readonly Chosen[];
  /** The document that the only file is a new version of. */
  versionOf: string | null;
  /** The workspace that they are meant for: another page of the browser may have switched meanwhile. */
  workspace: string | null;
  stop: AbortSignal;
  /** Bytes sent so far. */
  onSent: (loaded: number) => void;
  /** The service cannot take it now; it is tried again after so many seconds. */
  onWait: (problem: Problem, seconds: number) => void;
};

/** The person stopped it. */
export class Stopped extends Error {}

class Deferred extends Problem {
  readonly seconds: number;

  constructor(problem: Problem, seconds: number) {
    super({
      status: problem.status,
      code: problem.code,
      detail: problem.message,
      instance: problem.request,
      errors: [...problem.fields],
    });
    this.seconds = seconds;
  }
}

const TRIES = 4;
const LONGEST = 60; // seconds

/** Send files in one request. Throws Problem where they were not taken, Stopped where the person stopped it. */
export async function send(sending: Sending): Promise<Answer> {
  const key = crypto.randomUUID(); // the same for every try: what has arrived is not taken twice
  for (let tried = 1; ; tried += 1) {
    try {
      return await sendOnce(sending, key);
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.passing || tried === TRIES) throw problem;
      const seconds = problem instanceof Deferred ? problem.seconds : 2 ** tried;
      sending.onWait(problem, seconds);
      await pause(seconds, sending.stop);
    }
  }
}

function sendOnce({ files, versionOf, workspace, stop, onSent }: Sending, key: string): Promise<Answer> {
  // XMLHttpRequest because fetch tells nothing of what it has sent.
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest();
    request.open("POST", versionOf ? `/v1/documents/${versionOf}/versions` : "/v1/documents");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = ({ loaded }) => {
      onSent(loaded);
    };
    request.onerror = () => {
      refuse(unreachable());
    };
    request.onabort = () => {
      refuse(new Stopped());
    };
    request.onload = () => {
      if (request.status < 300) done(answerOf(request.responseText));
      else void refusalOf(request).then(refuse);
    };
    stop.addEventListener("abort", () => {
      request.abort();
    });
    if (stop.aborted) refuse(new Stopped());
    else request.send(formOf(files, versionOf ? "file" : "files", versionOf ? null : workspace));
  });
}

function formOf(files: readonly Chosen[], field: string, workspace: string | null): FormData {
  const form = new FormData();
  if (workspace) form.append("workspace_id", workspace);
  files.forEach(({ file, path }) => {
    form.append(field, file, path);
  });
  return form;
}

/** A new version is answered by its only item. */
function answerOf(text: string): Answer {
  const told = JSON.parse(text) as UploadOut | UploadItem;
  return "items" in told ? { upload: told.id, items: told.items } : { upload: null, items: [told] };
}

async function refusalOf(request: XMLHttpRequest): Promise<Problem> {
  const problem = await problemOf(new Response(request.responseText, { status: request.status }));
  const wait = Number(request.getResponseHeader("Retry-After"));
  return wait > 0 ? new Deferred(problem, Math.min(wait, LONGEST)) : problem;
}

function pause(seconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((done, refuse) => {
    const timer = setTimeout(done, seconds * 1000);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      refuse(new Stopped());
    });
  });
}
