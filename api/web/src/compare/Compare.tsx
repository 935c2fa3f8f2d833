import { Route, Routes, useSearchParams } from "react-router";

import "../reader/palette.css";
import { useMode } from "../style/mode";
import { addressOf, askedIn } from "./address";
import "./compare.css";
import "./gain.css";
import "./side.css";
import { Choosing } from "./Choosing";
import { Shown } from "./Shown";
import { Starting } from "./Starting";

/** Documents side by side (比对): two of them clause by clause, more of them element by element. */
export default function Compare() {
  const mode = useMode();
  return (
    <div className="compare palette" data-mode={mode}>
      <Routes>
        <Route index element={<Start />} />
        <Route path=":id" element={<Shown />} />
      </Routes>
    </div>
  );
}

function Start() {
  const [search] = useSearchParams();
  const asked = askedIn(search);
  return asked ? <Starting key={addressOf(asked)} asked={asked} isNew={search.has("again")} /> : <Choosing />;
}
