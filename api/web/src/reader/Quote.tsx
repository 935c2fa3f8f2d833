import { type Doubt, doubtsAmong, leastSure } from "./doubts";
import { segmentsOf } from "./segments";

type Given = { quote: string; start: number; doubtful?: readonly Doubt[] | null };

/** Words of the document, with the characters marked that recognition was not sure of. */
export function Quote({ quote, start, doubtful }: Given) {
  const points = [...quote];
  const marks = doubtsAmong(doubtful).map((doubt) => ({ start: doubt.start, end: doubt.end, id: String(doubt.start) }));
  if (marks.length === 0) return <>{quote}</>;
  return segmentsOf({ start, end: start + points.length }, marks).map((piece) => {
    const words = points.slice(piece.start - start, piece.end - start).join("");
    return piece.marks.length > 0 ? (
      <mark className="doubtful" key={piece.start}>
        {words}
      </mark>
    ) : (
      <span key={piece.start}>{words}</span>
    );
  });
}

/** That something rests on characters that recognition was not sure of. */
export function DoubtTag({ doubtful }: Pick<Given, "doubtful">) {
  const doubts = doubtsAmong(doubtful);
  if (doubts.length === 0) return null;
  const told = `所依据的文字由图像识别得到，其中 ${String(doubts.length)} 处没有把握（最低 ${leastSure(doubts)}），请对照图像`;
  return (
    <span className="doubt-tag" title={told}>
      识别存疑
    </span>
  );
}
