import { useSession } from "../../session/session";

/** What was written and not yet kept: the text, the revision that it began from, and when. */
export type Draft = { text: string; revision: number; at: string };

function isDraft(value: unknown): value is Draft {
  return typeof value === "object" && value !== null && "text" in value && "revision" in value && "at" in value;
}

/** The draft of a playbook in this browser; it outlives the page. Playbook `new` is one that is not there yet. */
export function useDraft(playbook: string) {
  const { data: session } = useSession();
  const key = `tiaokuan.playbook.${session?.workspace_id ?? ""}.${playbook}`;
  return {
    read: (): Draft | null => {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
        return isDraft(kept) ? kept : null;
      } catch {
        return null; // not ours: nothing can be made of it
      }
    },
    keep: (text: string, revision: number) => {
      const draft: Draft = { text, revision, at: new Date().toISOString() };
      localStorage.setItem(key, JSON.stringify(draft));
    },
    drop: () => {
      localStorage.removeItem(key);
    },
  };
}
