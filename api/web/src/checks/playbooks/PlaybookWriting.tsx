import { Spin } from "antd";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import { Unopened } from "../../frame/Unopened";
import { useDraft } from "./draft";
import { PlaybookEditor } from "./PlaybookEditor";
import { type Playbook, usePlaybook } from "./playbooks";
import { TEMPLATE } from "./template";

/** A playbook as it is written: a new one, a copy of another, or the workspace's own. */
export function PlaybookWriting() {
  const { playbookId = "" } = useParams();
  const [address] = useSearchParams();
  const from = playbookId || address.get("from");
  const { data, error, isPending, refetch } = usePlaybook(from);
  if (from && error) {
    return (
      <Unopened what="这份标准" problem={error} again={() => void refetch()}>
        <Link to="/checks/playbooks">回到“审查标准”</Link>
      </Unopened>
    );
  }
  if (from && isPending) return <Spin className="check-wait" />;
  const name = playbookId || `new.${from ?? ""}`;
  return <Begun key={name} name={name} source={data} isNew={!playbookId} />;
}

type Begin = { name: string; source: Playbook | undefined; isNew: boolean };

/** What was written before and not kept comes first. */
function Begun({ name, source, isNew }: Begin) {
  const draft = useDraft(name);
  const [first] = useState(draft.read);
  const [seen] = useState(source);
  const text = seen?.text ?? TEMPLATE;
  return (
    <PlaybookEditor
      playbook={isNew ? null : (seen ?? null)}
      base={isNew && seen ? copied(text) : text}
      begun={first}
      draft={draft}
    />
  );
}

/** The same text under a title of its own. */
function copied(text: string): string {
  return text.replace(/^title: *([^"'\n]+?) *$/m, "title: $1（自有）");
}
