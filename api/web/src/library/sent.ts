import type { components } from "../service/schema";

type Accepted = components["schemas"]["UploadItem"];
type Job = components["schemas"]["JobOut"];

/** A file that a person chose, and its path inside the folder that was chosen. */
export type Chosen = { file: File; path: string };

export type Stage =
  | "waiting"
  | "sending"
  | "queued"
  | "reading"
  | "ready"
  | "existing"
  | "refused"
  | "unsent"
  | "failed"
  | "cancelled";

/** One file on its way into the library. */
export type Sent = {
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  stage: Stage;
  /** Share sent, 0 to 1. */
  share: number;
  /** Why it was refused or failed, and what to do. */
  reason: string;
  document: string | null;
  job: string | null;
  upload: string | null;
  /** The document that it becomes a new version of. */
  versionOf: string | null;
  /** The person asked to stop the reading; the worker has not heard of it yet. */
  stopping: boolean;
};

const AT_ONCE = 20; // files of one request: what is refused or lost is small, and the first are read early
const BYTES = 64 << 20; // of one request, far below what the service takes; a larger file goes alone
const OPEN: ReadonlySet<Stage> = new Set(["queued", "reading"]);
const UNDER_WAY: ReadonlySet<Stage> = new Set(["waiting", "sending", "queued", "reading"]);
const TROUBLED: ReadonlySet<Stage> = new Set(["refused", "unsent", "failed"]);

export const isOpen = ({ stage }: Sent): boolean => OPEN.has(stage);
export const isUnderWay = ({ stage }: Sent): boolean => UNDER_WAY.has(stage);
export const isTroubled = ({ stage }: Sent): boolean => TROUBLED.has(stage);
export const isLeaving = ({ stage }: Sent): boolean => stage === "waiting" || stage === "sending";

export function begun(key: string, { file, path }: Chosen, versionOf: string | null = null): Sent {
  return {
    key,
    name: path,
    size: file.size,
    stage: "waiting",
    share: 0,
    reason: "",
    document: versionOf,
    job: null,
    upload: null,
    versionOf,
    stopping: false,
  };
}

/** The files of the next request: the first that wait, a new version always alone. */
export function nextRequest(sent: readonly Sent[]): readonly Sent[] {
  const waiting = sent.filter(({ stage }) => stage === "waiting");
  const [first] = waiting;
  if (!first) return [];
  if (first.versionOf) return [first];
  const taken: Sent[] = [];
  let bytes = 0;
  for (const file of waiting) {
    bytes += file.size;
    if (taken.length === AT_ONCE || file.versionOf || (taken.length > 0 && bytes > BYTES)) break;
    taken.push(file);
  }
  return taken;
}

/** The share of each file that has gone, of a request that sends one after the other. */
export function shares(sizes: readonly number[], loaded: number): readonly number[] {
  let before = 0;
  return sizes.map((size) => {
    const share = size ? (loaded - before) / size : 1;
    before += size;
    return Math.min(Math.max(share, 0), 1);
  });
}

/** What became of the files of a request, in their place; a zip gives several where one was sent. */
export function accepted(
  sent: readonly Sent[],
  keys: ReadonlySet<string>,
  answer: { upload: string | null; items: readonly Accepted[] },
): readonly Sent[] {
  const at = sent.findIndex(({ key }) => keys.has(key));
  const asked = sent[at];
  if (!asked) return sent;
  const taken = answer.items.map(
    (item, nth): Sent => ({
      key: `${asked.key}/${String(nth)}`,
      name: item.filename,
      size: 0,
      stage: item.outcome === "accepted" ? "queued" : item.outcome,
      share: 1,
      reason: item.refusal?.reason ?? "",
      document: item.document_id ?? null,
      job: item.job_id ?? null,
      upload: answer.upload,
      versionOf: asked.versionOf,
      stopping: false,
    }),
  );
  const rest = sent.slice(at).filter(({ key }) => !keys.has(key));
  return [...sent.slice(0, at), ...taken, ...rest];
}

const STAGES: Record<Job["state"], Stage> = {
  queued: "queued",
  running: "reading",
  succeeded: "ready",
  failed: "failed",
  cancelled: "cancelled",
};

/** The file after a look at its job. */
export function advanced(file: Sent, job: Job): Sent {
  return { ...file, stage: STAGES[job.state], reason: job.failure?.reason ?? "", stopping: job.cancel_asked };
}

/** The file when its job is no longer there: its document was deleted meanwhile. */
export function gone(file: Sent): Sent {
  return { ...file, stage: "cancelled", reason: "文档已被删除。", document: null, stopping: false };
}

/**
 * The uploads to look at now. Jobs are done in order, so the two oldest are looked at every time and the others in
 * turn: a thousand files cost no more requests than sixty.
 */
export function uploadsToLookAt(sent: readonly Sent[], turn: number): readonly string[] {
  const open = new Set(sent.flatMap((file) => (isOpen(file) && file.upload ? [file.upload] : [])));
  const [first, second, ...others] = open;
  const other = others[turn % Math.max(others.length, 1)];
  return [first, second, other].filter((upload) => upload !== undefined);
}

/** What needs the person first, then what is under way, then what is done; otherwise the newest first. */
export function inOrderOfCare(sent: readonly Sent[]): readonly Sent[] {
  const care = (file: Sent): number => {
    if (isTroubled(file)) return 0;
    return isUnderWay(file) ? (file.stage === "waiting" ? 2 : 1) : 3;
  };
  return sent
    .map((file, nth) => ({ file, nth }))
    .sort((one, other) => care(one.file) - care(other.file) || other.nth - one.nth)
    .map(({ file }) => file);
}

/** How many files are in each stage. */
export function tally(sent: readonly Sent[]): ReadonlyMap<Stage, number> {
  const counts = new Map<Stage, number>();
  sent.forEach(({ stage }) => counts.set(stage, (counts.get(stage) ?? 0) + 1));
  return counts;
}

/** How far all of it is, 0 to 1: sending counts for half of a file, reading for the other half. */
export function progress(sent: readonly Sent[]): number {
  if (!sent.length) return 0;
  const done = sent.map((file) => {
    if (!isUnderWay(file)) return 1;
    return isOpen(file) ? 0.5 : file.share / 2;
  });
  return done.reduce((sum, share) => sum + share, 0) / sent.length;
}
