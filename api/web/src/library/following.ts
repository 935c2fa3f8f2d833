import { api, body } from "../service/api";
import { Problem } from "../service/problems";
import type { components } from "../service/schema";
import { advanced, gone, isOpen, type Sent, uploadsToLookAt } from "./sent";

type Job = components["schemas"]["JobOut"];
type Files = readonly Sent[];

const PAUSE = 700; // milliseconds for each request of the last look: the service is asked 86 times a minute at most
let following = false;

/** Look at the jobs of the files until all have ended. ``put`` gets the files as they then are. */
export async function followJobs(now: () => Files, put: (files: Files) => void): Promise<void> {
  if (following) return;
  following = true;
  let asked = 1;
  try {
    for (let turn = 0; now().some(isOpen); turn += 1) {
      await new Promise((done) => setTimeout(done, PAUSE * Math.max(asked, 1)));
      asked = await look(now, put, turn);
    }
  } finally {
    following = false;
  }
}

/** How many requests it took. */
async function look(now: () => Files, put: (files: Files) => void, turn: number): Promise<number> {
  let asked = 0;
  for (const upload of uploadsToLookAt(now(), turn)) {
    const jobs = await jobsOf(upload);
    asked += Math.ceil((jobs?.size ?? 0) / 100) || 1;
    if (jobs) put(now().map((file) => (isOpen(file) && file.upload === upload ? after(file, jobs) : file)));
  }
  for (const open of now().filter((file) => isOpen(file) && !file.upload)) {
    const looked = await lookAtJob(open);
    asked += 1;
    put(now().map((file) => (file.key === open.key ? looked : file)));
  }
  return asked;
}

function after(file: Sent, jobs: ReadonlyMap<string, Job>): Sent {
  const job = file.job ? jobs.get(file.job) : undefined;
  return job ? advanced(file, job) : gone(file);
}

/** The jobs of an upload; null where they cannot be had now. */
async function jobsOf(upload: string): Promise<ReadonlyMap<string, Job> | null> {
  const jobs = new Map<string, Job>();
  try {
    let cursor: string | null | undefined;
    do {
      const query = { upload_id: upload, limit: 100, ...(cursor ? { cursor } : {}) };
      const page = body(await api.GET("/v1/jobs", { params: { query } }));
      page.items.forEach((job) => jobs.set(job.id, job));
      cursor = page.next_cursor;
    } while (cursor);
  } catch (problem) {
    if (problem instanceof Problem) return null;
    throw problem;
  }
  return jobs;
}

/** The file after a look at its job; as it is where that cannot be had now. */
export async function lookAtJob(file: Sent): Promise<Sent> {
  if (!file.job) return file;
  try {
    return advanced(file, body(await api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: file.job } } })));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return problem.status === 404 ? gone(file) : file;
  }
}
