import { Menu } from "antd";
import { Link, Navigate, Route, Routes, useLocation, useSearchParams } from "react-router";

import { Batches } from "./Batches";
import Calculators from "./Calculators";
import { ClaimCheck } from "./ClaimCheck";
import "./claims.css";
import { DocumentChoice } from "./DocumentChoice";
import "./form.css";
import "./result.css";
import "./timeline.css";
import { Saved, SavedClaim } from "./Saved";

const TABS = [
  { path: "/claims", name: "核定案件" },
  { path: "/claims/saved", name: "已保存" },
  { path: "/claims/batches", name: "批量核定" },
  { path: "/claims/calculators", name: "计算器" },
] as const;

/** The claim check: one claim, those that were saved, many at once, and the calculators. */
export default function Claims() {
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const document = search.get("document");
  const at = TABS.findLast(({ path }) => pathname.startsWith(path))?.path ?? "/claims";
  const items = TABS.map(({ path, name }) => {
    const keeps = document && (path === "/claims" || path === "/claims/calculators");
    return { key: path, label: <Link to={keeps ? `${path}?document=${document}` : path}>{name}</Link> };
  });
  return (
    <div className="claims">
      <h1 className="unseen">理赔</h1>
      <nav className="claims-tabs claim-no-print" aria-label="理赔">
        <Menu mode="horizontal" selectedKeys={[at]} items={items} disabledOverflow />
      </nav>
      <Routes>
        <Route index element={<One />} />
        <Route path="saved" element={<Saved />} />
        <Route path="saved/:id" element={<SavedClaim />} />
        <Route path="batches" element={<Batches />} />
        <Route path="calculators" element={<Calculators />} />
        <Route path="*" element={<Navigate to="/claims" replace />} />
      </Routes>
    </div>
  );
}

function One() {
  const [search, setSearch] = useSearchParams();
  const id = search.get("document");
  if (!id) return <DocumentChoice title="按哪份条款核定？" onChoose={(chosen) => { setSearch({ document: chosen }); }} />;
  return <ClaimCheck key={id} id={id} />;
}
