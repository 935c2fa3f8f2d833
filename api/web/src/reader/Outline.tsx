import { useVirtualizer } from "@tanstack/react-virtual";
import { Empty, Input } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";

import type { CodePoints } from "./codePoints";
import type { Node } from "./paragraphs";
import { type PositionKeeper, usePosition } from "./position";

type Given = { nodes: readonly Node[]; text: CodePoints; position: PositionKeeper; onGo: (node: Node) => void };

type Entry = { node: Node; depth: number; words: string };

/** The tree of provisions (目录), to be searched and to go by. The provision in view is marked. */
export function Outline({ nodes, text, position, onGo }: Given) {
  const { at } = usePosition(position);
  const [wanted, setWanted] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => entriesOf(nodes, text), [nodes, text]);
  const shown = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    if (!words) return entries;
    return entries.filter((entry) => `${entry.node.path} ${entry.words}`.toLowerCase().includes(words));
  }, [entries, wanted]);
  const current = shown.findLastIndex(({ node }) => node.start <= at && at < node.end);
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is meant to follow every scroll
  const list = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    overscan: 10,
  });
  useEffect(() => {
    if (current >= 0) list.scrollToIndex(current, { align: "auto" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another place scrolls
  }, [current]);
  return (
    <>
      <Input.Search
        className="outline-search"
        aria-label="在目录中查找"
        placeholder="在目录中查找"
        allowClear
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
        }}
      />
      {shown.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="目录中没有" />}
      <nav className="list" ref={scroller} aria-label="目录" tabIndex={0}>
        <div className="list-stack" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const entry = shown[index];
            if (!entry) return null;
            const { node, depth, words } = entry;
            return (
              <button
                key={key}
                type="button"
                className={`outline-entry outline-${node.level} ${index === current ? "outline-current" : ""}`}
                aria-current={index === current ? "location" : undefined}
                style={{ transform: `translateY(${String(start)}px)`, paddingInlineStart: 10 + 12 * (wanted ? 0 : depth) }}
                title={`${node.path} ${words}`}
                onClick={() => {
                  onGo(node);
                }}
              >
                <b>{node.label || (words ? "" : node.path)}</b> {words}
              </button>
            );
          })}
        </div>
      </nav>
    </>
  );
}

const FIRST_WORDS = 24;

/** Chapters, sections, articles, appendices with their headings or first words; items only within them. */
function entriesOf(nodes: readonly Node[], text: CodePoints): Entry[] {
  const depths: number[] = [];
  const entries: Entry[] = [];
  for (const node of nodes) {
    depths[node.position] = node.parent < 0 ? 0 : (depths[node.parent] ?? 0) + 1;
    const begins = text.slice(node.start, Math.min(node.end, node.start + FIRST_WORDS + node.label.length)).split("\n")[0] ?? "";
    const after = begins.startsWith(node.label) ? begins.slice(node.label.length) : begins;
    const plain = after.replace(/^[.．、:：\s]+/u, "");
    const words = node.heading || plain.replaceAll("\t", " ").trim();
    entries.push({ node, depth: depths[node.position] ?? 0, words });
  }
  return entries;
}
