const MOST = 4 << 20;

/** The claim in a file of JSON or YAML. An Error says in Chinese what is wrong, and what to do. */
export async function readClaim(file: File): Promise<unknown> {
  if (file.size > MOST) throw new Error("文件超过 4 MB，不像是一个案件。一批案件请到“批量核定”上传。");
  const text = await file.text();
  return claimIn(/\.ya?ml$/i.test(file.name) ? await fromYaml(text) : fromJson(text));
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new Error("文件不是合法的 JSON。请用“下载案件”得到的格式。");
  }
}

/** Figures and dates stay as they are written; 是 and 否 are words, true and false are not. */
async function fromYaml(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(text, { schema: "core", maxAliasCount: 0 });
  } catch {
    throw new Error("文件不是合法的 YAML。请用“下载案件”得到的各项名称。");
  }
}

export function claimIn(told: unknown): unknown {
  if (Array.isArray(told)) throw new Error("文件里是一组案件。一批案件请到“批量核定”上传。");
  if (typeof told !== "object" || told === null || !("event" in told)) throw new Error("文件里没有案情（event）。请用“下载案件”得到的格式。");
  return told;
}
