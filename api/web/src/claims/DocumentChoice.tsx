import { ChooseDocuments } from "../library/ChooseDocuments";

/** Which document; nothing else can begin before that. */
export function DocumentChoice({ title, onChoose }: { title: string; onChoose: (id: string) => void }) {
  return (
    <div className="claim-page claim-choose">
      <h2>{title}</h2>
      <ChooseDocuments
        chosen={[]}
        most={1}
        label={title}
        autoFocus
        onChange={([chosen]) => {
          if (chosen) onChoose(chosen.id);
        }}
      />
    </div>
  );
}
