import { NameDialog } from "../frame/NameDialog";
import { type Analysis, useRenameAnalysis } from "./analyses";

/** Give an analysis another name. */
export function RenameAnalysis({ analysis, onClose }: { analysis: Analysis; onClose: () => void }) {
  const rename = useRenameAnalysis();
  return (
    <NameDialog
      name={analysis.name}
      told="下载的报告也用这个名称。"
      isSaving={rename.isPending}
      error={rename.error}
      onSave={(name) => {
        rename.mutate({ analysis, name }, { onSuccess: onClose });
      }}
      onClose={onClose}
    />
  );
}
