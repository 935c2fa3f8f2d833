import { NameDialog } from "../frame/NameDialog";
import { type Document, useRename } from "./documents";

type Props = { document: Document; onClose: () => void };

export function RenameDialog({ document, onClose }: Props) {
  const rename = useRename();
  return (
    <NameDialog
      name={document.name}
      told="只改库中的名称；原件的文件名和文档自己的标题不变。"
      isSaving={rename.isPending}
      error={rename.error}
      onSave={(name) => {
        rename.mutate({ document, name }, { onSuccess: onClose });
      }}
      onClose={onClose}
    />
  );
}
