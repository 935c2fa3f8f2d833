import {
  ArrowLeftOutlined,
  DownloadOutlined,
  MenuUnfoldOutlined,
  MinusOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
} from "@ant-design/icons";
import { Button, Dropdown, Input, Segmented, Tooltip } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import type { Document } from "./content";
import { type PositionKeeper, usePosition } from "./position";

export type Look = "pages" | "text";

type Given = {
  document: Document;
  pages: number;
  look: Look;
  zoom: number;
  position: PositionKeeper;
  canGoBack: boolean;
  narrow: boolean;
  onLook: (look: Look) => void;
  onZoom: (zoom: number) => void;
  onPage: (number: number) => void;
  onTree: () => void;
  onFind: () => void;
  onBack: () => void;
  onHelp: () => void;
};

const FORMS = [
  { key: "html", label: "审阅报告（网页）" },
  { key: "docx", label: "审阅报告（Word）" },
  { key: "xlsx", label: "记录（Excel）" },
  { key: "json", label: "全部数据（JSON）" },
  { key: "gold", label: "复核标注（gold）" },
];

/** What is done with the document as a whole. */
export function Toolbar(given: Given) {
  const { document, pages, look, onLook, narrow } = given;
  const exported = `/v1/documents/${document.id}/export`;
  const forms = FORMS.map(({ key, label }) => ({
    key,
    label: (
      <a href={`${exported}?format=${key}`} download>
        {label}
      </a>
    ),
  }));
  const original = { key: "original", label: <a href={`/v1/documents/${document.id}/original`} download>原件</a> };
  return (
    <header className="reader-bar">
      {!narrow && (
        <Tooltip title="目录（t）">
          <Button type="text" icon={<MenuUnfoldOutlined />} aria-label="显示或收起目录" onClick={given.onTree} />
        </Tooltip>
      )}
      <h1 className="reader-name" title={document.name}>
        {document.name}
      </h1>
      {given.canGoBack && (
        <Button icon={<ArrowLeftOutlined />} onClick={given.onBack}>
          返回
        </Button>
      )}
      <span className="reader-tools">
        {pages > 0 && look === "pages" && !narrow && <Pages position={given.position} pages={pages} onPage={given.onPage} />}
        {pages > 0 && look === "pages" && <Zoom zoom={given.zoom} onZoom={given.onZoom} />}
        {pages > 0 && (
          <Segmented<Look>
            aria-label="显示方式"
            value={look}
            options={[
              { value: "pages", label: "原样" },
              { value: "text", label: "文字" },
            ]}
            onChange={onLook}
          />
        )}
        <Tooltip title="查找（/）">
          <Button type="text" icon={<SearchOutlined />} aria-label="打开查找" onClick={given.onFind} />
        </Tooltip>
        <Dropdown trigger={["click"]} menu={{ items: [...forms, { type: "divider" }, original] }}>
          <Button type="text" icon={<DownloadOutlined />} aria-label="导出" />
        </Dropdown>
        {!narrow && (
          <Tooltip title="按键（?）">
            <Button type="text" icon={<QuestionCircleOutlined />} aria-label="按键说明" onClick={given.onHelp} />
          </Tooltip>
        )}
        {!narrow && (
          <Link className="reader-queue" to={`/review?document=${document.id}`}>
            复核队列
          </Link>
        )}
      </span>
    </header>
  );
}

type PagesGiven = { position: PositionKeeper; pages: number; onPage: (number: number) => void };

/** The page in view; another number and Enter go there. */
function Pages({ position, pages, onPage }: PagesGiven) {
  const { page } = usePosition(position);
  const [typed, setTyped] = useState<string | null>(null);
  const forget = () => {
    setTyped(null);
  };
  return (
    <span className="reader-pages">
      <Input
        size="small"
        aria-label={`页码，共 ${String(pages)} 页；回车前往`}
        inputMode="numeric"
        value={typed ?? String(page)}
        onFocus={(event) => {
          event.target.select();
        }}
        onBlur={forget}
        onChange={(event) => {
          setTyped(event.target.value.replaceAll(/\D/gu, ""));
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && Number(typed) >= 1) onPage(Math.min(Number(typed), pages));
          if (event.key === "Enter" || event.key === "Escape") forget();
        }}
      />
      / {pages} 页
    </span>
  );
}

function Zoom({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  const to = (next: number) => () => {
    onZoom(Math.min(3, Math.max(0.5, Math.round(next * 4) / 4)));
  };
  return (
    <span className="reader-zoom">
      <Button type="text" icon={<MinusOutlined />} aria-label="缩小" disabled={zoom <= 0.5} onClick={to(zoom - 0.25)} />
      <Button type="text" aria-label={`${String(Math.round(zoom * 100))}%，点此适合宽度`} onClick={to(1)}>
        {Math.round(zoom * 100)}%
      </Button>
      <Button type="text" icon={<PlusOutlined />} aria-label="放大" disabled={zoom >= 3} onClick={to(zoom + 0.25)} />
    </span>
  );
}
