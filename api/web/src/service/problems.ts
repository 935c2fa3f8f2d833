import type { components } from "./schema";

export type ProblemBody = components["schemas"]["ProblemOut"];

/** What the service refused, or that it could not be reached: always a Chinese sentence that says what to do. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { pointer: string; message: string }[];
  readonly request: string;

  constructor(body: Pick<ProblemBody, "status" | "code" | "detail" | "instance" | "errors">) {
    super(body.detail);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.fields = body.errors;
    this.request = body.instance;
  }

  /** True where the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): Problem {
  return new Problem({
    status: 0,
    code: "unreachable",
    detail: "连接不上服务。请检查网络；已填写的内容会保留，恢复后可重试。",
    instance: "",
    errors: [],
  });
}

/** Of a session that has ended, as a person is told it: the service speaks of keys, which are for programs. */
export function signedOut({ code, request }: Problem): Problem {
  return new Problem({
    status: 401,
    code,
    detail: "登录已失效。请重新登录；已填写的内容都在。",
    instance: request,
    errors: [],
  });
}

/** The problem that an answer holds, however little of it is in the form of RFC 9457. */
export async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as Partial<ProblemBody>;
    if (typeof body.detail === "string") {
      return new Problem({
        status: answer.status,
        code: body.code ?? "unknown",
        detail: body.detail,
        instance: body.instance ?? "",
        errors: body.errors ?? [],
      });
    }
  } catch {
    // Not JSON: what stands before the service answered in its place.
  }
  return new Problem({
    status: answer.status,
    code: "unknown",
    detail: `服务答复异常（${answer.status}）。请稍后重试；仍不行请联系管理员。`,
    instance: answer.headers.get("x-request-id") ?? "",
    errors: [],
  });
}
