import { useSyncExternalStore } from "react";

import { api } from "../service/api";
import { Problem } from "../service/problems";
import { tellEnded } from "../session/session";
import { followJobs, lookAtJob } from "./following";
import { send, Stopped } from "./sending";
import {
  accepted,
  begun,
  type Chosen,
  isLeaving,
  isOpen,
  isUnderWay,
  nextRequest,
  type Sent,
  shares,
} from "./sent";

let sent: readonly Sent[] = [];
let request: AbortController | null = null;
let sendingNow = false;
let workspace: string | null = null; // that the page shows
const chosen = new Map<string, Chosen & { workspace: string | null }>(); // kept until they have arrived, so that they can be sent again
const watchers = new Set<() => void>();

function replace(next: readonly Sent[]): void {
  sent = next;
  watchers.forEach((tell) => {
    tell();
  });
}

function change(keys: ReadonlySet<string>, changed: (file: Sent) => Partial<Sent>): void {
  replace(sent.map((file) => (keys.has(file.key) ? { ...file, ...changed(file) } : file)));
}

const watch = (tell: () => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};

/** Every file of this visit, in the order they were chosen. */
export function useSent(): readonly Sent[] {
  return useSyncExternalStore(watch, () => sent);
}

/** How many files have not reached the service yet. */
export function leaving(): number {
  return sent.filter(isLeaving).length;
}

/** Files that are chosen from now on are meant for this workspace. */
export function uploadTo(shown: string | null): void {
  workspace = shown;
}

/** Send files; they go on while the person looks at other views. With ``versionOf``, each becomes a version of it. */
export function upload(files: readonly Chosen[], versionOf: string | null = null): void {
  const entries = files.map((file) => ({ key: crypto.randomUUID(), file }));
  entries.forEach(({ key, file }) => chosen.set(key, { ...file, workspace }));
  replace([...sent, ...entries.map(({ key, file }) => begun(key, file, versionOf))]);
  void deliver();
}

/** Send again what did not get through. */
export function sendAgain(): void {
  replace(sent.map((file) => (file.stage === "unsent" ? { ...file, stage: "waiting", reason: "", share: 0 } : file)));
  void deliver();
}

export function forgetFinished(): void {
  sent.filter((file) => !isUnderWay(file)).forEach(({ key }) => chosen.delete(key));
  replace(sent.filter(isUnderWay));
}

/** Stop sending and forget everything: the person leaves the workspace. What has arrived is read all the same. */
export function forgetAll(): void {
  replace([]);
  chosen.clear();
  request?.abort();
}

/** Cancel files that are on their way or being read. What is read already stays. */
export async function cancel(files: readonly Sent[]): Promise<void> {
  const keys = new Set(files.filter(isLeaving).map(({ key }) => key));
  const isBeingSent = sent.some(({ key, stage }) => keys.has(key) && stage === "sending");
  change(keys, () => ({ stage: "cancelled", reason: "" }));
  if (isBeingSent) request?.abort(); // the others of the same request wait for the next one
  await Promise.all(files.filter(isOpen).map(cancelReading));
}

async function cancelReading(file: Sent): Promise<void> {
  if (!file.job) return;
  const keys = new Set([file.key]);
  change(keys, () => ({ stopping: true }));
  try {
    await api.DELETE("/v1/jobs/{job_id}", { params: { path: { job_id: file.job } } });
  } catch {
    // Finished meanwhile, or not reached: the next look tells how it stands.
  }
  const looked = await lookAtJob(file);
  change(keys, () => looked);
}

/** One request after the other, until nothing waits. */
async function deliver(): Promise<void> {
  if (sendingNow) return;
  sendingNow = true;
  try {
    for (let some = nextRequest(sent); some.length; some = nextRequest(sent)) await deliverSome(some);
  } finally {
    sendingNow = false;
  }
}

async function deliverSome(some: readonly Sent[]): Promise<void> {
  const keys = new Set(some.map(({ key }) => key));
  request = new AbortController();
  change(keys, () => ({ stage: "sending", share: 0, reason: "" }));
  try {
    const answer = await send({
      files: some.flatMap(({ key }) => chosen.get(key) ?? []),
      versionOf: some[0]?.versionOf ?? null,
      workspace: chosen.get(some[0]?.key ?? "")?.workspace ?? null,
      stop: request.signal,
      onSent: (loaded) => {
        const all = shares(some.map(({ size }) => size), loaded);
        const byKey = new Map(some.map(({ key }, nth) => [key, all[nth] ?? 0]));
        change(keys, ({ key }) => ({ share: byKey.get(key) ?? 0, reason: "" }));
      },
      onWait: (problem, seconds) => {
        change(keys, () => ({ reason: `${problem.message}（${String(seconds)} 秒后自动重试）` }));
      },
    });
    keys.forEach((key) => chosen.delete(key));
    replace(accepted(sent, keys, answer));
    void followJobs(() => sent, replace);
  } catch (problem) {
    recall(keys, problem);
  }
}

/** A request that did not get through: its files wait again, can be sent again, or are refused. */
function recall(keys: ReadonlySet<string>, problem: unknown): void {
  if (problem instanceof Stopped) {
    change(keys, ({ stage }) => (stage === "sending" ? { stage: "waiting", share: 0 } : {}));
    return;
  }
  const signedOut = problem instanceof Problem && problem.status === 401;
  const told = problem instanceof Problem ? problem.message : String(problem);
  const reason = signedOut ? "登录已过期。请重新登录，然后重新发送。" : told;
  const again = signedOut || !(problem instanceof Problem) || problem.passing;
  change(keys, () => ({ stage: again ? "unsent" : "refused", reason, share: 0 }));
  if (signedOut) replace(sent.map((file) => (file.stage === "waiting" ? { ...file, stage: "unsent", reason } : file)));
  if (signedOut) void tellEnded();
}
