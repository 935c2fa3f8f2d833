import type { Analysis } from "../analysis/analyses";
import { usePlaybooks } from "./playbooks/playbooks";
import type { CheckKind } from "./wording";

/** The address where the same check can be started again; its playbook is found by its title. */
export function useAgain(analysis: Analysis, kind: CheckKind): string {
  const { data: playbooks } = usePlaybooks();
  const playbook = playbooks?.find(({ title }) => title === analysis.playbook)?.id;
  const check = kind === "playbook" ? playbook : kind;
  const documents = analysis.documents.map(({ document_id }) => document_id).join(",");
  return `/checks?documents=${documents}${check ? `&check=${check}` : ""}`;
}
