import { type MouseEvent, useEffect, useMemo, useState } from "react";

import { type PageSize, type Remark, usePageLines } from "./content";
import { Margin, Warnings } from "./Margin";
import { classesOf, type Lit } from "./marks";
import { asSeen, type Box, boxesOf, boxOf, isFurniture, type PlacedLine } from "./pageBoxes";
import type { Span } from "./segments";
import { isSelecting } from "./selection";
import { REGIONS } from "./wording";

export type PlacedLit = { mark: Lit; box: Box; first: boolean };

/** What is lit, by page. */
export function boxesByPage(lit: readonly Lit[]): Map<number, PlacedLit[]> {
  const found = new Map<number, PlacedLit[]>();
  for (const mark of lit) {
    mark.boxes?.forEach(({ page, box }, at) => {
      const here = found.get(page) ?? [];
      here.push({ mark, box: boxOf(box), first: at === 0 });
      found.set(page, here);
    });
  }
  return found;
}

type Given = {
  document: string;
  reading: string;
  page: PageSize;
  scale: number;
  lit: readonly PlacedLit[];
  selected: string;
  /** A place that no record or finding lights. */
  spot: readonly { box: Box }[];
  /** What is told of this page. */
  remarks: readonly Remark[];
  hits: readonly Span[];
  hit: Span | null;
  onPick: (under: readonly Lit[]) => void;
};

const DPIS = [72, 96, 120, 150, 200, 300];
const PAUSE = 120; // milliseconds that a page must stay before it is asked for

/** One page: its picture, what is lit on it, and its words to be selected. */
export function PageSheet(given: Given) {
  const { document, reading, page, scale, lit, selected, onPick } = given;
  const stayed = useStayed();
  const { tries, failed, fail } = useTries();
  const { data: lines } = usePageLines(document, reading, page.number, stayed);
  const dpi = DPIS.find((one) => one >= 72 * scale * devicePixelRatio) ?? 300;
  const clicked = (event: MouseEvent<HTMLElement>) => {
    if (isSelecting()) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale];
    const under = lit.filter(({ box }) => box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3]);
    onPick([...new Set(under.map(({ mark }) => mark))]);
  };
  const size = { width: page.width * scale, height: page.height * scale };
  return (
    <section className="page-sheet" style={size} onClick={clicked} aria-label={`第 ${String(page.number)} 页`} data-page={page.number}>
      {stayed && !failed && (
        <img key={tries} src={`${page.image}&dpi=${String(dpi)}`} alt="" draggable={false} onError={fail} />
      )}
      {lit.map(({ mark, box }) => (
        <div
          key={`${mark.id} ${box.join()}`}
          className={`box box-${mark.kind} ${classesOf([mark], selected)}`}
          data-mark={mark.id}
          style={placed(box, scale)}
        />
      ))}
      <Regions remarks={given.remarks} scale={scale} />
      <Spots {...given} lines={lines ?? []} />
      <Words lines={lines ?? []} scale={scale} shown={failed} />
      <Margins {...{ lit, scale, selected, onPick }} />
      <span className="page-number">{page.number}</span>
    </section>
  );
}

/** Seals, handwriting and what could not be read, each where it stands. */
function Regions({ remarks, scale }: { remarks: readonly Remark[]; scale: number }) {
  return remarks.map(({ code, message, box }) =>
    box ? (
      <div key={`${code} ${box.join()}`} className="box box-region" style={placed(boxOf(box), scale)}>
        <span title={message}>{REGIONS[code] ?? "说明"}</span>
      </div>
    ) : null,
  );
}

function placed([left, top, right, bottom]: Box, scale: number) {
  return { left: left * scale, top: top * scale, width: (right - left) * scale, height: (bottom - top) * scale };
}

/** True once the page has been there for a moment: what is only scrolled past is not asked for. */
function useStayed(): boolean {
  const [stayed, setStayed] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setStayed(true);
    }, PAUSE);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
  return stayed;
}

const TRIES = 4;

/** A picture that cannot be had at the moment is asked for again, then the page's words stand in for it. */
function useTries() {
  const [tries, setTries] = useState(0);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = window.setTimeout(() => {
      setWaiting(false);
      setTries((count) => count + 1);
    }, 1_500);
    return () => {
      window.clearTimeout(timer);
    };
  }, [waiting]);
  const fail = () => {
    setWaiting(true);
  };
  return { tries, failed: tries >= TRIES, fail };
}

/** What was found, and the place that the address names. */
function Spots({ lines, hits, hit, spot, scale }: Given & { lines: readonly PlacedLine[] }) {
  const boxes = useMemo(() => {
    const last = Math.max(0, ...lines.map(({ end }) => end));
    const first = Math.min(...lines.map(({ start }) => start));
    const here = hits.filter(({ start, end }) => start < last && end > first);
    return here.flatMap((span) => boxesOf(lines, span).map((box) => ({ span, box })));
  }, [lines, hits]);
  return (
    <>
      {spot.map(({ box }) => <div key={box.join()} className="box box-spot" style={placed(box, scale)} />)}
      {boxes.map(({ span, box }) => (
        <div
          key={`${String(span.start)} ${box.join()}`}
          className={span.start === hit?.start ? "box box-hit hit-current" : "box box-hit"}
          style={placed(box, scale)}
        />
      ))}
    </>
  );
}

const measuring = document.createElement("canvas").getContext("2d");

/** Width of a line in the font of `.words`, for letters one pixel high. */
function naturalWidth(text: string): number {
  if (!measuring) return text.length;
  measuring.font = "16px sans-serif";
  return measuring.measureText(text).width / 16 || 1;
}

/** The words, unseen over the picture, so that they can be selected and read aloud. */
function Words({ lines, scale, shown }: { lines: readonly PlacedLine[]; scale: number; shown: boolean }) {
  return (
    <div className={shown ? "words words-shown" : "words"}>
      {asSeen(lines).map((line) => {
        if (!line.box) return null;
        const [left, top, right, bottom] = boxOf(line.box);
        const height = (bottom - top) * scale;
        const stretch = ((right - left) * scale) / (naturalWidth(line.text) * height);
        const style = { left: left * scale, top: top * scale, fontSize: height, transform: `scaleX(${String(stretch)})` };
        return (
          <span key={line.start} data-start={isFurniture(line) ? undefined : line.start} style={style}>
            {line.text}
          </span>
        );
      })}
    </div>
  );
}

type Side = Pick<Given, "lit" | "scale" | "selected" | "onPick">;

/** Letters of the types at the left, findings at the right, at the height of their first line. */
function Margins({ lit, scale, selected, onPick }: Side) {
  const begun = lit.filter(({ first }) => first);
  const rows = new Map<number, PlacedLit[]>();
  for (const one of begun) {
    const row = Math.round(one.box[1] / 6);
    rows.set(row, [...(rows.get(row) ?? []), one]);
  }
  return [...rows.entries()].map(([row, these]) => {
    const marks = these.map(({ mark }) => mark);
    const given = { lit: marks, from: 0, selected, onPick };
    return (
      <div key={row} className="page-margins" style={{ top: (these[0]?.box[1] ?? 0) * scale }}>
        <Margin {...given} />
        <Warnings {...given} />
      </div>
    );
  });
}
