import { useEffect } from "react";

import { DeleteDialog } from "./DeleteDialog";
import type { Document } from "./documents";
import { ExportDialog } from "./ExportDialog";
import { RenameDialog } from "./RenameDialog";
import type { Selected } from "./selecting";

/** What the person is asked about. */
export type Asked =
  | { to: "rename"; document: Document }
  | { to: "delete"; documents: readonly Selected[] }
  | { to: "export"; documents: readonly Selected[] };

type Props = { asked: Asked | null; onClose: () => void; onDeleted: (ids: readonly string[]) => void };

/** The dialog that is open, if any. */
export function Dialogs({ asked, onClose, onDeleted }: Props) {
  useEffect(
    () => () => {
      returnTo(asked);
    },
    [asked],
  );
  switch (asked?.to) {
    case "rename":
      return <RenameDialog document={asked.document} onClose={onClose} />;
    case "delete":
      return <DeleteDialog documents={asked.documents} onClose={onClose} onDeleted={onDeleted} />;
    case "export":
      return <ExportDialog documents={asked.documents} onClose={onClose} />;
    default:
      return null;
  }
}

/** The keyboard goes on at the document that the dialog was about. */
function returnTo(asked: Asked | null): void {
  const id = asked?.to === "rename" ? asked.document.id : asked?.documents[0]?.id;
  const links = document.querySelectorAll<HTMLElement>("[data-document]");
  [...links].find((link) => link.dataset.document === id)?.focus();
}
